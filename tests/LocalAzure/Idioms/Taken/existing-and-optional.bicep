// what: an optional network by an existing one, or one that is made
// azure: ok
// out: made="vnet-own"
// out: taken="10.50.0.0/16"
param location string = resourceGroup().location
param network string?
module own 'parts/network.bicep' = if (network == null) { name: 'own-net', params: { name: 'vnet-own', space: '10.50.0.0/16', subnets: { a: '10.50.0.0/24' } } }
module found 'parts/read-network.bicep' = { name: 'found-net', params: { name: network ?? own!.outputs.name } }
output made string = found.outputs.name
output taken string = found.outputs.space
