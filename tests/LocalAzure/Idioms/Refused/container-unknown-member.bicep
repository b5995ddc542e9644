// what: a member that container groups do not have
// azure: refuses InvalidRequestContent
param location string = resourceGroup().location
resource c 'Microsoft.ContainerInstance/containerGroups@2023-05-01' = { name: 'ci-x', location: location,  properties: any({ osType: 'Linux', restart: 'Never', containers: [{ name: 'm', properties: { image: 'i', resources: { requests: { cpu: 1, memoryInGB: 1 } } } }] }) }
output id string = c.id
