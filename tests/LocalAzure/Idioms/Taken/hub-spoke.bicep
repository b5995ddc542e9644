// what: a hub and two spokes in a loop, peered both ways, with the spokes' routes over the hub
// azure: ok
// out: spokes=["vnet-spoke-a","vnet-spoke-b"]
// out: states=["Connected","Connected"]
// out: hop="10.0.0.4"
param location string = resourceGroup().location
var spokes = [{ name: 'a', space: '10.1.0.0/16' }, { name: 'b', space: '10.2.0.0/16' }]
resource hub 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'vnet-hub', location: location, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: [{ name: 'AzureFirewallSubnet', properties: { addressPrefix: '10.0.0.0/26' } }, { name: 'shared', properties: { addressPrefix: '10.0.1.0/24' } }] } }
resource table 'Microsoft.Network/routeTables@2024-05-01' = { name: 'rt-spokes', location: location, properties: { disableBgpRoutePropagation: true, routes: [{ name: 'all', properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance', nextHopIpAddress: cidrHost(hub.properties.subnets[0].properties.addressPrefix, 3) } }, { name: 'manager', properties: { addressPrefix: 'AzureResourceManager', nextHopType: 'Internet' } }] } }
resource spoke 'Microsoft.Network/virtualNetworks@2024-05-01' = [for s in spokes: { name: 'vnet-spoke-${s.name}', location: location, properties: { addressSpace: { addressPrefixes: [s.space] }, subnets: [{ name: 'work', properties: { addressPrefix: cidrSubnet(s.space, 24, 0), routeTable: { id: table.id } } }] } }]
resource out 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2024-05-01' = [for (s, i) in spokes: { parent: hub, name: 'to-${s.name}', properties: { remoteVirtualNetwork: { id: spoke[i].id }, allowForwardedTraffic: true } }]
resource back 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2024-05-01' = [for (s, i) in spokes: { parent: spoke[i], name: 'to-hub', properties: { remoteVirtualNetwork: { id: hub.id }, allowForwardedTraffic: true, useRemoteGateways: false }, dependsOn: [out] }]
output spokes array = [for (s, i) in spokes: spoke[i].name]
output states array = [for (s, i) in spokes: out[i].properties.peeringState]
output hop string = table.properties.routes[0].properties.nextHopIpAddress
