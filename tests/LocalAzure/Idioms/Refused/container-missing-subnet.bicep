// what: a group in a subnet that does not exist
// azure: refuses refused
param location string = resourceGroup().location
resource c 'Microsoft.ContainerInstance/containerGroups@2023-05-01' = { name: 'ci-x', location: location,  properties: any({ osType: 'Linux', subnetIds: [{ id: resourceId('Microsoft.Network/virtualNetworks/subnets', 'none', 's') }], containers: [{ name: 'm', properties: { image: 'i', resources: { requests: { cpu: 1, memoryInGB: 1 } } } }] }) }
output id string = c.id
