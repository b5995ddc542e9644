// what: a role assignment whose name is no GUID
// azure: refuses InvalidRoleAssignmentId
param location string = resourceGroup().location
resource r 'Microsoft.Authorization/roleAssignments@2022-04-01' = { name: 'reader', properties: { principalId: guid('x'), principalType: 'User', roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7') } }
output id string = r.id
output at string = location
