// what: a route to an appliance without its address
// azure: refuses RouteNextHopIpAddressRequired
param location string = resourceGroup().location
resource t 'Microsoft.Network/routeTables@2023-11-01' = { name: 'rt-x', location: location, properties: { routes: [{ name: 'r', properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance' } }] } }
output id string = t.id
