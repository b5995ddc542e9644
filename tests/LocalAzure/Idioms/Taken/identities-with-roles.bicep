// what: identities in a loop, each with its roles, from a table with a user-defined type
// azure: ok
// out: given=3
// out: kinds=["ServicePrincipal","ServicePrincipal","ServicePrincipal"]
param location string = resourceGroup().location
type work = { name: string, roles: ('reader' | 'contributor')[] }
param all work[] = [{ name: 'build', roles: ['contributor', 'reader'] }, { name: 'watch', roles: ['reader'] }]
var roles = { reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7', contributor: 'b24988ac-6180-42a0-ab88-20f7382dd24c' }
var pairs = flatten(map(range(0, length(all)), i => map(all[i].roles, r => { at: i, role: r })))
resource ids 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = [for w in all: { name: 'id-w-${w.name}', location: location }]
resource given 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for p in pairs: { name: guid(resourceGroup().id, all[p.at].name, p.role), properties: { principalId: ids[p.at].properties.principalId, principalType: 'ServicePrincipal', roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles[p.role]) } }]
output given int = length(pairs)
output kinds array = [for (p, i) in pairs: given[i].properties.principalType]
