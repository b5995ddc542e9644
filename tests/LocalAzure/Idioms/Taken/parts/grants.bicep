param principals array
param role string = 'acdd72a7-3385-48ef-bd42-f606fba81ae7'
resource give 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for p in principals: {
  name: guid(resourceGroup().id, p, role)
  properties: { principalId: p, principalType: 'ServicePrincipal', roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role) }
}]
output count int = length(principals)
output names array = [for i in range(0, length(principals)): give[i].name]
