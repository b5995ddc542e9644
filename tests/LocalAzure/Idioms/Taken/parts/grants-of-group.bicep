param principalId string
param roles string[]
resource r 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in roles: { name: guid(resourceGroup().id, principalId, role), properties: { principalId: principalId, principalType: 'ServicePrincipal', roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role) } }]
output n int = length(roles)
output where string = resourceGroup().name
output region string = resourceGroup().location
