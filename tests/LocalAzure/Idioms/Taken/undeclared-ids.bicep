// what: ids of inline subnets and rules, states, addresses and GUIDs that only services add
// azure: ok
// out: subnets=["s0","s1"]
// out: all=["s0","s1"]
// out: first="s0"
// out: rule="web"
// out: state="Succeeded"
// out: guarded=true
// out: routed=false
// out: policies="Disabled"
param location string = resourceGroup().location

resource nsg 'Microsoft.Network/networkSecurityGroups@2023-11-01' = { name: 'nsg-u', location: location, properties: { securityRules: [{ name: 'web', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: '*', sourceAddressPrefix: 'Internet', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRanges: ['80', '8000-8080'] } }] } }
resource net 'Microsoft.Network/virtualNetworks@2023-11-01' = { name: 'vnet-u', location: location, properties: { addressSpace: { addressPrefixes: ['10.6.0.0/16'] }, subnets: [for i in range(0, 2): { name: 's${i}', properties: { addressPrefix: '10.6.${i}.0/24', networkSecurityGroup: { id: nsg.id } } }] } }
output subnets array = [for i in range(0, 2): last(split(net.properties.subnets[i].id, '/'))]
output all array = map(net.properties.subnets, s => last(split(s.id, '/')))
output first string = last(split(first(net.properties.subnets)!.id, '/'))
output rule string = last(split(nsg.properties.securityRules[0].id, '/'))
output state string = net.properties.subnets[1].properties.provisioningState
output guarded bool = contains(net.properties.subnets[0].properties, 'networkSecurityGroup')
output routed bool = contains(net.properties.subnets[0].properties, 'routeTable')
output policies string = net.properties.subnets[0].properties.?privateEndpointNetworkPolicies ?? 'none'
