// what: a loop of modules over a table, whose outputs another module and a condition use
// azure: ok
// out: all=["10.30.0.0/24","10.31.0.0/24"]
// out: extra=true
param location string = resourceGroup().location
@description('Each environment has a network.')
param environments { *: { number: int, extra: bool? } } = { dev: { number: 30 }, prod: { number: 31, extra: true } }
module nets 'parts/network.bicep' = [for e in items(environments): { name: 'net-${e.key}', params: { name: 'vnet-${e.key}', space: '10.${e.value.number}.0.0/16', subnets: { work: '10.${e.value.number}.0.0/24' } } }]
module extra 'parts/network.bicep' = [for (e, i) in items(environments): if (e.value.?extra ?? false) { name: 'extra-${e.key}', params: { name: 'vnet-extra-${e.key}', space: '10.${e.value.number + 50}.0.0/16', subnets: { last: '10.${e.value.number + 50}.0.0/24' } }, dependsOn: [nets] }]
resource work 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' existing = [for e in items(environments): { name: 'vnet-${e.key}/work' }]
module read 'parts/read-subnets.bicep' = { name: 'read-work', params: { ids: [for (e, i) in items(environments): nets[i].outputs.ids.work] } }
output all array = read.outputs.prefixes
output extra bool = contains(extra[1]!.outputs.ids, 'last')
