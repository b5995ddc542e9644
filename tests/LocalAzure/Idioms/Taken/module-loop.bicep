// what: a module for each element, outputs gathered by index
// azure: ok
// out: names=["id-one","id-two"]
// out: tags=["one","two"]
param location string = resourceGroup().location

param names array = ['one', 'two']
module each 'parts/identity.bicep' = [for n in names: { name: 'each-${n}', params: { name: 'id-${n}', tags: { for: n } } }]
output names array = [for i in range(0, 2): each[i].outputs.name]
output tags array = [for i in range(0, 2): each[i].outputs.tags.for]
