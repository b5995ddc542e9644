// what: map() and filter() over module outputs as parameters
// azure: ok
// out: count=2
// out: names=["id-x","id-y"]
module middle 'parts/middle.bicep' = { name: 'middle', params: { names: ['id-x', 'id-y'] } }
module give 'parts/grants.bicep' = { name: 'give', params: { principals: map(filter(middle.outputs.pairs, p => contains(p.id, 'id-')), p => p.principal) } }
output count int = give.outputs.count
output names array = middle.outputs.names
