// what: user types, imported functions and variables, tuples and unions
// azure: ok
// out: name="vnet-004"
// out: delegated=1
// out: chosen="small"
// out: sum=3
// out: regions=["eastus2","westus3"]
import { subnet, label, regions } from 'parts/types.bicep'
param location string = resourceGroup().location

type size = 'small' | 'large'
param nets subnet[] = [{ name: 'a', prefix: '10.70.0.0/24' }, { name: 'b', prefix: '10.70.1.0/24', delegated: true }]
param pair [string, int] = ['x', 4]
param chosen size = 'small'
param counts { *: int } = { one: 1, two: 2 }
resource net 'Microsoft.Network/virtualNetworks@2023-11-01' = { name: label('vnet', pair[1]), location: location, properties: { addressSpace: { addressPrefixes: ['10.70.0.0/16'] }, subnets: [for n in nets: { name: n.name, properties: { addressPrefix: n.prefix, delegations: n.?delegated ?? false ? [{ name: 'd', properties: { serviceName: 'Microsoft.ContainerInstance/containerGroups' } }] : [] } }] } }
output name string = net.name
output delegated int = length(filter(net.properties.subnets, s => !empty(s.properties.delegations)))
output chosen string = chosen
output sum int = reduce(items(counts), 0, (t, i) => t + i.value)
output regions array = regions
