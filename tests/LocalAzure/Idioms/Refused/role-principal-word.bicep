// what: a role for a kind of principal that does not exist
// azure: refuses InvalidPrincipalType (Azure/azure-cli#11594; the code is not documented)
resource ra 'Microsoft.Authorization/roleAssignments@2022-04-01' = { name: guid(resourceGroup().id, 'word'), properties: { principalId: deployer().objectId, principalType: any('MSI'), roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7') } }
