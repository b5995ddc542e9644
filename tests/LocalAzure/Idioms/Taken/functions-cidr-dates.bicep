// what: a plan of addresses and of dates
// azure: ok
// out: prefixes=["10.64.0.0/24","10.64.2.0/25","10.64.3.0/26"]
// out: dns="10.64.0.4"
// out: until="2033-02-28"
// out: epoch=1961625600
param location string = resourceGroup().location

param start string = '2032-02-29T00:00:00Z'
resource net 'Microsoft.Network/virtualNetworks@2023-11-01' = { name: 'vnet-plan', location: location, tags: { until: dateTimeAdd(start, 'P1Y', 'yyyy-MM-dd') }, properties: { addressSpace: { addressPrefixes: ['10.64.0.0/16'] }, dhcpOptions: { dnsServers: [cidrHost('10.64.0.0/24', 3)] }, subnets: [for (size, i) in [24, 25, 26]: { name: 's${i}', properties: { addressPrefix: cidrSubnet('10.64.0.0/16', size, i == 2 ? 12 : i * 4) } }] } }
output prefixes array = map(net.properties.subnets, s => s.properties.addressPrefix)
output dns string = net.properties.dhcpOptions.dnsServers[0]
output until string = net.tags.until
output epoch int = dateTimeToEpoch(start)
