// what: a route with the destination of one in its table
// azure: refuses RouteConflict
param location string = resourceGroup().location
resource t 'Microsoft.Network/routeTables@2024-05-01' = { name: 'rt-x', location: location, properties: { routes: [{ name: 'a', properties: { addressPrefix: '10.0.0.0/8', nextHopType: 'None' } }] } }
resource r 'Microsoft.Network/routeTables/routes@2024-05-01' = { parent: t, name: 'b', properties: { addressPrefix: '10.0.0.0/8', nextHopType: 'Internet' } }
output id string = r.id
