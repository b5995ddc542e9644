// what: a route with an unknown next hop
// azure: refuses InvalidRequestFormat
param location string = resourceGroup().location
resource t 'Microsoft.Network/routeTables@2023-11-01' = { name: 'rt-x', location: location, properties: { routes: [{ name: 'r', properties: { addressPrefix: '0.0.0.0/0', nextHopType: any('Moon') } }] } }
output id string = t.id
