// what: outputs of two modules in an array that a third one loops over
// azure: ok
// out: count=2
module a 'parts/identity.bicep' = { name: 'a', params: { name: 'id-a' } }
module b 'parts/identity.bicep' = { name: 'b', params: { name: 'id-b' } }
module give 'parts/grants.bicep' = { name: 'give', params: { principals: [a.outputs.principalId, b.outputs.principalId] } }
output count int = give.outputs.count
