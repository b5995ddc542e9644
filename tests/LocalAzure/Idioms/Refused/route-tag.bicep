// what: a route to a tag that routes do not take
// azure: refuses refused
param location string = resourceGroup().location
resource t 'Microsoft.Network/routeTables@2024-05-01' = { name: 'rt-x', location: location, properties: { routes: [{ name: 'a', properties: { addressPrefix: 'VirtualNetwork', nextHopType: 'None' } }] } }
output id string = t.id
