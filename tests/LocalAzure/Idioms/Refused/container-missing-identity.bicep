// what: a group with an identity that does not exist
// azure: refuses FailedIdentityOperation
param location string = resourceGroup().location
resource c 'Microsoft.ContainerInstance/containerGroups@2023-05-01' = { name: 'ci-x', location: location, identity: { type: 'UserAssigned', userAssignedIdentities: { '${resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'id-none')}': {} } }, properties: any({ osType: 'Linux', containers: [{ name: 'm', properties: { image: 'i', resources: { requests: { cpu: 1, memoryInGB: 1 } } } }] }) }
output id string = c.id
