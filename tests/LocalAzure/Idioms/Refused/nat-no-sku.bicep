// what: a NAT gateway without SKU
// azure: refuses refused
param location string = resourceGroup().location
resource nat 'Microsoft.Network/natGateways@2023-11-01' = { name: 'nat-x', location: location, properties: {} }
output id string = nat.id
