// what: a container without image
// azure: refuses refused
param location string = resourceGroup().location
resource c 'Microsoft.ContainerInstance/containerGroups@2023-05-01' = { name: 'ci-x', location: location,  properties: any({ osType: 'Linux', containers: [{ name: 'm', properties: { resources: { requests: { cpu: 1, memoryInGB: 1 } } } }] }) }
output id string = c.id
