// what: secure outputs, a text and an object, go into secure parameters of another module
// azure: ok
// out: length=88
// out: different=true
// out: variables=["PLAIN","KEY"]
// out: hidden=true
module a 'parts/secrets.bicep' = { name: 'a' }
module b 'parts/secret-user.bicep' = { name: 'b', params: { key: a.outputs.key, both: a.outputs.both } }
output length int = b.outputs.length
output different bool = b.outputs.different
output variables array = b.outputs.variables
output hidden bool = b.outputs.hidden
