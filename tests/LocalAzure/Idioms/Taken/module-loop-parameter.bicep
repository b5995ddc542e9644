// what: a parameter of a module written as a loop over module outputs
// azure: ok
// out: count=2
param names array = ['p', 'q']
module each 'parts/identity.bicep' = [for n in names: { name: n, params: { name: 'id-${n}' } }]
module give 'parts/grants.bicep' = { name: 'give', params: { principals: [for (n, i) in names: each[i].outputs.principalId] } }
output count int = give.outputs.count
