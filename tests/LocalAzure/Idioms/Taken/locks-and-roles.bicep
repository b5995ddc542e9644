// what: a lock and two roles on one resource, names by guid()
// azure: ok
// out: level="CanNotDelete"
// out: scope=true
param location string = resourceGroup().location

resource who 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: 'id-locked', location: location }
resource table 'Microsoft.Network/routeTables@2023-11-01' = { name: 'rt-locked', location: location }
resource hold 'Microsoft.Authorization/locks@2020-05-01' = { scope: table, name: 'hold', properties: { level: 'CanNotDelete', notes: 'kept' } }
resource give 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for r in ['acdd72a7-3385-48ef-bd42-f606fba81ae7', 'b24988ac-6180-42a0-ab88-20f7382dd24c']: { scope: table, name: guid(table.id, who.id, r), properties: { principalId: who.properties.principalId, principalType: 'ServicePrincipal', roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', r) } }]
output level string = hold.properties.level
output scope bool = toLower(give[1].properties.scope) == toLower(table.id)
