// what: a subnet that names a route table that does not exist
// azure: refuses InvalidResourceReference
param location string = resourceGroup().location
resource net 'Microsoft.Network/virtualNetworks@2023-11-01' = { name: 'vnet-x', location: location, properties: any({ addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: [{ name: 'a', properties: { addressPrefix: '10.0.0.0/24', routeTable: { id: resourceId('Microsoft.Network/routeTables', 'none') } } }] }) }
output id string = net.id
