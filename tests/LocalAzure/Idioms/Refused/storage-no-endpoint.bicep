// what: a network rule with a subnet that has no service endpoint
// azure: refuses NetworkAclsValidationFailure
param location string = resourceGroup().location
resource net 'Microsoft.Network/virtualNetworks@2023-11-01' = { name: 'vnet-se', location: location, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: [{ name: 's', properties: { addressPrefix: '10.0.0.0/24' } }] } }
resource s 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'st${uniqueString(resourceGroup().id)}', location: location, kind: 'StorageV2', sku: { name: 'Standard_LRS' }, properties: { networkAcls: { defaultAction: 'Deny', virtualNetworkRules: [{ id: '${net.id}/subnets/s' }] } } }
output id string = s.id
