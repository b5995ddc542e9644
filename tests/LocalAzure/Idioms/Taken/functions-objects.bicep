// what: union, intersection, items, mapValues, groupBy and shallowMerge into tags
// azure: ok
// out: tags={"env":"DEV","owner":"CREW"}
// out: cost={"center":"c1","code":7}
// out: flat={"code":7}
// out: groups={"odd":[1,3],"even":[2,4]}
// out: has=true
param location string = resourceGroup().location

param base object = { env: 'dev', cost: { center: 'c1' } }
param extra object = { owner: 'crew', cost: { code: 7 } }
var both = union(base, extra)
resource who 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: 'id-objects', location: location, tags: mapValues(toObject(filter(items(both), i => i.key != 'cost'), i => i.key, i => i.value), v => toUpper(v)) }
output tags object = who.tags
output cost object = both.cost
output flat object = shallowMerge([base, extra]).cost
output groups object = groupBy(range(1, 4), n => n % 2 == 0 ? 'even' : 'odd')
output has bool = contains(both, 'owner') && !contains(both, 'nothing')
