// what: a Bastion host in a subnet of another name
// azure: refuses SubnetNameMustBeAzureBastionSubnet
param location string = resourceGroup().location
resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'vnet-x', location: location, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: [{ name: 'any', properties: { addressPrefix: '10.0.0.0/24' } }] } }
resource pip 'Microsoft.Network/publicIPAddresses@2024-05-01' = { name: 'pip-x', location: location, sku: { name: 'Standard' }, properties: { publicIPAllocationMethod: 'Static' } }
resource b 'Microsoft.Network/bastionHosts@2024-05-01' = { name: 'bas-x', location: location, properties: { ipConfigurations: [{ name: 'one', properties: { subnet: { id: '${net.id}/subnets/any' }, publicIPAddress: { id: pip.id } } }] } }
output id string = b.id
