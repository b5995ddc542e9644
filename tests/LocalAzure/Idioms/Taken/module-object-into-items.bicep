// what: an object output decides the loop over items() of another module
// azure: ok
// out: keys=["k-one","k-two"]
// out: last="x-k-two"
module first 'parts/identities.bicep' = { name: 'first', params: { names: ['k-one', 'k-two'] } }
module second 'parts/from-map.bicep' = { name: 'second', params: { plan: first.outputs.byName } }
output keys array = second.outputs.keys
output last string = second.outputs.last
