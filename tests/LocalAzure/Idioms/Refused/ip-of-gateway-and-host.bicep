// what: one public address of a NAT gateway and of a Bastion host
// azure: refuses PublicIPAddressInUse
param location string = resourceGroup().location
resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'vnet-x', location: location, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: [{ name: 'AzureBastionSubnet', properties: { addressPrefix: '10.0.0.0/26' } }] } }
resource ip 'Microsoft.Network/publicIPAddresses@2024-05-01' = { name: 'pip-x', location: location, sku: { name: 'Standard' }, properties: { publicIPAllocationMethod: 'Static' } }
resource nat 'Microsoft.Network/natGateways@2024-05-01' = { name: 'nat-x', location: location, sku: { name: 'Standard' }, properties: { publicIpAddresses: [{ id: ip.id }] } }
resource host 'Microsoft.Network/bastionHosts@2024-05-01' = { name: 'bas-x', location: location, dependsOn: [nat], properties: { ipConfigurations: [{ name: 'one', properties: { subnet: { id: net.properties.subnets[0].id }, publicIPAddress: { id: ip.id } } }] } }
