// what: subnets of an existing network in another group, by a module, with groups made here
// azure: ok
// out: prefix="10.40.1.0/24"
// out: nsg="nsg-cross"
targetScope = 'subscription'
resource a 'Microsoft.Resources/resourceGroups@2024-03-01' = { name: 'rg-cross-net', location: 'eastus2' }
resource b 'Microsoft.Resources/resourceGroups@2024-03-01' = { name: 'rg-cross-nsg', location: 'eastus2' }
module net 'parts/network.bicep' = { scope: a, name: 'cross-net', params: { name: 'vnet-cross', space: '10.40.0.0/16', subnets: { first: '10.40.0.0/24' } } }
module nsg 'parts/group.bicep' = { scope: b, name: 'cross-nsg', params: { name: 'nsg-cross' } }
module subnet 'parts/subnet.bicep' = { scope: a, name: 'cross-subnet', params: { network: net.outputs.name, name: 'second', prefix: '10.40.1.0/24', nsg: nsg.outputs.id } }
output prefix string = subnet.outputs.prefix
output nsg string = last(split(subnet.outputs.nsg, '/'))
