// what: a false resource whose body reads what does not exist
// azure: ok
// out: name="rt-c"
// out: give="off"
param location string = resourceGroup().location

param on bool = false
resource missing 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = { name: 'id-none' }
resource give 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (on) { name: guid(missing.id), properties: { principalId: missing.properties.principalId, roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7') } }
resource table 'Microsoft.Network/routeTables@2023-11-01' = { name: 'rt-c', location: location, dependsOn: [give] }
output name string = table.name
output give string = on ? give.id : 'off'
