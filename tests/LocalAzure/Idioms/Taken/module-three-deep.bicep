// what: modules in modules, loops in the middle, names from deployment()
// azure: ok
// out: names=["id-1","id-2"]
// out: last="id-2"
module middle 'parts/middle.bicep' = { name: 'deep', params: { names: ['id-1', 'id-2'] } }
output names array = middle.outputs.names
output last string = last(split(last(middle.outputs.pairs)!.id, '/'))
