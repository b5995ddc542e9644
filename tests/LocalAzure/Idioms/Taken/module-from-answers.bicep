// what: what only services answer decides names, counts and conditions inside a module
// azure: ok
// out: made=["id-s1","id-s2"]
// out: one=true
param location string = resourceGroup().location

resource net 'Microsoft.Network/virtualNetworks@2023-11-01' = { name: 'vnet-answers', location: location, properties: { addressSpace: { addressPrefixes: ['10.3.0.0/16'] }, subnets: [{ name: 's1', properties: { addressPrefix: '10.3.0.0/24' } }, { name: 's2', properties: { addressPrefix: '10.3.1.0/24' } }] } }
module inside 'parts/from-answers.bicep' = { name: 'inside', params: { state: net.properties.provisioningState, guidOf: net.properties.resourceGuid, count: length(net.properties.subnets), names: map(net.properties.subnets, s => last(split(s.id, '/'))) } }
output made array = inside.outputs.made
output one bool = inside.outputs.one
