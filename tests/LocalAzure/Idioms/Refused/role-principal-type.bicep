// what: a role for the operator, who is a user, as for a service principal
// azure: refuses UnmatchedPrincipalType (Azure/modern-web-app-pattern-dotnet#129)
resource ra 'Microsoft.Authorization/roleAssignments@2022-04-01' = { name: guid(resourceGroup().id, 'type'), properties: { principalId: deployer().objectId, principalType: 'ServicePrincipal', roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7') } }
