// what: a container that requests cores only
// azure: refuses ResourceSomeRequestsNotSpecified
param location string = resourceGroup().location
resource c 'Microsoft.ContainerInstance/containerGroups@2023-05-01' = { name: 'ci-x', location: location,  properties: any({ osType: 'Linux', containers: [{ name: 'm', properties: { image: 'i', resources: { requests: { cpu: 1 } } } }] }) }
output id string = c.id
