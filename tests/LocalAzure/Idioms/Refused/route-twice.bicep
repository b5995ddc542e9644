// what: two routes with the same destination
// azure: refuses RouteConflict
param location string = resourceGroup().location
resource t 'Microsoft.Network/routeTables@2024-05-01' = { name: 'rt-x', location: location, properties: { routes: [{ name: 'a', properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'Internet' } }, { name: 'b', properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'None' } }] } }
output id string = t.id
