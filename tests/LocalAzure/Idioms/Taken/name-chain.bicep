// what: names and ids of one resource in names, tags and scopes of the next
// azure: ok
// out: same=true
param location string = resourceGroup().location

resource a 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: 'id-chain', location: location }
resource b 'Microsoft.Network/routeTables@2023-11-01' = { name: 'rt-${uniqueString(a.id)}', location: location, tags: { of: a.id } }
resource c 'Microsoft.Authorization/locks@2020-05-01' = { name: 'lock-${b.name}', scope: b, properties: { level: 'CanNotDelete' } }
output same bool = b.tags.of == a.id && startsWith(c.name, 'lock-rt-')
