// what: fail() and a division in branches that are not taken
// azure: ok
// out: share="0"
// out: first="x"
// out: safe="none"
param location string = resourceGroup().location

param n int = 0
param nothing string?
param rows array = [{ a: 'b' }]
param stage string = 'dev'
var size = stage == 'dev' ? 'small' : fail('unknown stage')
resource who 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: 'id-${size}', location: location, tags: { share: string(n == 0 ? 0 : 100 / n) } }
output share string = who.tags.share
output first string = nothing ?? 'x'
output safe string = rows[?3].?a ?? 'none'
