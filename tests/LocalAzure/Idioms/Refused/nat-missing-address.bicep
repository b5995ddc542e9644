// what: a NAT gateway that names an address that does not exist
// azure: refuses InvalidResourceReference
param location string = resourceGroup().location
resource nat 'Microsoft.Network/natGateways@2023-11-01' = { name: 'nat-x', location: location, sku: { name: 'Standard' }, properties: { publicIpAddresses: [{ id: resourceId('Microsoft.Network/publicIPAddresses', 'none') }] } }
output id string = nat.id
