// what: an array output of one module is what another module loops over
// azure: ok
// out: count=3
// out: guids=true
module first 'parts/identities.bicep' = { name: 'first', params: { names: ['m-one', 'm-two', 'm-three'] } }
module give 'parts/grants.bicep' = { name: 'give', params: { principals: first.outputs.principals } }
output count int = give.outputs.count
output guids bool = length(give.outputs.names[2]) == 36
