targetScope = 'subscription'
param principalId string
resource give 'Microsoft.Authorization/roleAssignments@2022-04-01' = { name: guid(subscription().id, principalId), properties: { principalId: principalId, principalType: 'ServicePrincipal', roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7') } }
output at string = give.properties.scope
