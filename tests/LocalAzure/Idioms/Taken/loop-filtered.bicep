// what: a loop over a filtered and sorted array
// azure: ok
// out: names=["id-a","id-c"]
param location string = resourceGroup().location

param rows array = [{ name: 'c', on: true }, { name: 'a', on: true }, { name: 'b', on: false }]
var wanted = sort(filter(rows, r => r.on), (x, y) => x.name < y.name)
resource who 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = [for r in wanted: { name: 'id-${r.name}', location: location }]
output names array = [for i in range(0, length(wanted)): who[i].name]
