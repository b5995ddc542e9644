// what: a group in a subnet without delegation
// azure: refuses SubnetMissingRequiredDelegation
param location string = resourceGroup().location
resource net 'Microsoft.Network/virtualNetworks@2023-11-01' = { name: 'vnet-ci', location: location, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: [{ name: 's', properties: { addressPrefix: '10.0.0.0/24' } }] } }
resource c 'Microsoft.ContainerInstance/containerGroups@2023-05-01' = { name: 'ci-x', location: location,  properties: any({ osType: 'Linux', subnetIds: [{ id: '${net.id}/subnets/s' }], containers: [{ name: 'm', properties: { image: 'i', resources: { requests: { cpu: 1, memoryInGB: 1 } } } }] }) }
output id string = c.id
