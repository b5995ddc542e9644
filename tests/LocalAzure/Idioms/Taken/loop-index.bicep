// what: a loop with index; names, ids and a count as outputs
// azure: ok
// out: names=["id-0-red","id-1-green","id-2-blue"]
// out: count=3
param location string = resourceGroup().location

param names array = ['red', 'green', 'blue']
resource who 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = [for (n, i) in names: { name: 'id-${i}-${n}', location: location }]
output names array = [for (n, i) in names: who[i].name]
output count int = length(names)
