param principalId string
param wanted bool
resource give 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (wanted && !empty(principalId)) {
  name: guid(resourceGroup().id, principalId)
  properties: { principalId: principalId, principalType: 'ServicePrincipal', roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7') }
}
output made bool = wanted
output name string = wanted ? give.name : 'none'
