// what: a group without containers
// azure: refuses refused
param location string = resourceGroup().location
resource c 'Microsoft.ContainerInstance/containerGroups@2023-05-01' = { name: 'ci-x', location: location,  properties: any({ osType: 'Linux', containers: [] }) }
output id string = c.id
