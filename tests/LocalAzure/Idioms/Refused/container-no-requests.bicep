// what: a container without requests
// azure: refuses ResourceRequestsNotSpecified
param location string = resourceGroup().location
resource c 'Microsoft.ContainerInstance/containerGroups@2023-05-01' = { name: 'ci-x', location: location,  properties: any({ osType: 'Linux', containers: [{ name: 'm', properties: { image: 'i' } }] }) }
output id string = c.id
