// what: a delegation to a service that does not exist
// azure: refuses InvalidServiceNameOnDelegation (hashicorp/terraform-provider-azurerm#21779)
param location string = resourceGroup().location
resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'vnet-r', location: location, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: [{ name: 's', properties: { addressPrefix: '10.0.0.0/24', delegations: [{ name: 'd', properties: { serviceName: 'Microsoft.ContainerInstance/containerGroup' } }] } }] } }
