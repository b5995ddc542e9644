// what: a NAT gateway with an address and a prefix, for a private subnet
// azure: ok
// out: length=30
// out: counts=[1,1]
// out: private=false
param location string = resourceGroup().location
resource prefix 'Microsoft.Network/publicIPPrefixes@2024-05-01' = { name: 'ippre-nat', location: location, sku: { name: 'Standard', tier: 'Regional' }, properties: { prefixLength: 30, publicIPAddressVersion: 'IPv4' } }
resource address 'Microsoft.Network/publicIPAddresses@2024-05-01' = { name: 'pip-nat', location: location, sku: { name: 'Standard' }, zones: ['1'], properties: { publicIPAllocationMethod: 'Static' } }
resource nat 'Microsoft.Network/natGateways@2024-05-01' = { name: 'ng-prefix', location: location, sku: { name: 'Standard' }, zones: ['1'], properties: { idleTimeoutInMinutes: 10, publicIpAddresses: [{ id: address.id }], publicIpPrefixes: [{ id: prefix.id }] } }
resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'vnet-nat', location: location, properties: { addressSpace: { addressPrefixes: ['10.8.0.0/16'] }, subnets: [{ name: 'private', properties: { addressPrefix: '10.8.0.0/24', defaultOutboundAccess: false, natGateway: { id: nat.id } } }] } }
output length int = prefix.properties.prefixLength
output counts array = [length(nat.properties.publicIpAddresses), length(nat.properties.publicIpPrefixes)]
output private bool = net.properties.subnets[0].properties.defaultOutboundAccess
