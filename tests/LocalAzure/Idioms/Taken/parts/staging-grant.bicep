param principal string
resource ra 'Microsoft.Authorization/roleAssignments@2022-04-01' = { name: guid(resourceGroup().id, principal), properties: { principalId: principal, principalType: 'ServicePrincipal', roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b24988ac-6180-42a0-ab88-20f7382dd24c') } }
output id string = ra.id
