// what: ternaries with null, coalesce, safe access and defaults in properties
// azure: ok
// out: routed=false
// out: dns=false
// out: safe="default"
param location string = resourceGroup().location

param table string = ''
param dns array?
resource rt 'Microsoft.Network/routeTables@2023-11-01' existing = if (!empty(table)) { name: table }
resource net 'Microsoft.Network/virtualNetworks@2023-11-01' = { name: 'vnet-null', location: location, properties: { addressSpace: { addressPrefixes: ['10.8.0.0/16'] }, dhcpOptions: empty(dns) ? null : { dnsServers: dns }, subnets: [{ name: 's', properties: { addressPrefix: '10.8.0.0/24', routeTable: empty(table) ? null : { id: rt.id }, networkSecurityGroup: null, delegations: [] } }] } }
output routed bool = contains(net.properties.subnets[0].properties, 'routeTable')
output dns bool = contains(net.properties, 'dhcpOptions')
output safe string = net.properties.?dhcpOptions.?dnsServers[?0] ?? 'default'
