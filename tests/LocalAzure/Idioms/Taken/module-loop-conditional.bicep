// what: a module loop with a condition for each element, guarded outputs
// azure: ok
// out: names=["id-one","-"]
param location string = resourceGroup().location

param rows array = [{ name: 'one', on: true }, { name: 'two', on: false }]
module each 'parts/identity.bicep' = [for r in rows: if (r.on) { name: 'each-${r.name}', params: { name: 'id-${r.name}' } }]
output names array = [for (r, i) in rows: r.on ? each[i].outputs.name : '-']
