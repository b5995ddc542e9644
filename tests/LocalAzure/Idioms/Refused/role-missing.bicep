// what: a role that does not exist, for an identity that is made here
// azure: refuses RoleDefinitionDoesNotExist
param location string = resourceGroup().location
resource id 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: 'id-x', location: location }
resource r 'Microsoft.Authorization/roleAssignments@2022-04-01' = { name: guid(resourceGroup().id, 'x'), properties: { principalId: id.properties.principalId, principalType: 'ServicePrincipal', roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '00000000-1111-2222-3333-444444444444') } }
output id string = r.id
