// what: a group of an unknown operating system
// azure: refuses InvalidOsType
param location string = resourceGroup().location
resource c 'Microsoft.ContainerInstance/containerGroups@2023-05-01' = { name: 'ci-x', location: location,  properties: any({ osType: 'Plan9', containers: [{ name: 'm', properties: { image: 'i', resources: { requests: { cpu: 1, memoryInGB: 1 } } } }] }) }
output id string = c.id
