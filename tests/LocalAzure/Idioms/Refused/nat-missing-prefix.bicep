// what: a NAT gateway with a prefix that does not exist
// azure: refuses InvalidResourceReference
param location string = resourceGroup().location
resource n 'Microsoft.Network/natGateways@2024-05-01' = { name: 'ng-x', location: location, sku: { name: 'Standard' }, properties: { publicIpPrefixes: [{ id: resourceId('Microsoft.Network/publicIPPrefixes', 'none') }] } }
output id string = n.id
