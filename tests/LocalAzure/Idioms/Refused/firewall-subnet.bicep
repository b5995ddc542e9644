// what: a firewall in a subnet of another name
// azure: refuses refused
param location string = resourceGroup().location
resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'vnet-x', location: location, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: [{ name: 'any', properties: { addressPrefix: '10.0.0.0/24' } }] } }
resource pip 'Microsoft.Network/publicIPAddresses@2024-05-01' = { name: 'pip-x', location: location, sku: { name: 'Standard' }, properties: { publicIPAllocationMethod: 'Static' } }
resource fw 'Microsoft.Network/azureFirewalls@2024-05-01' = { name: 'afw-x', location: location, properties: { ipConfigurations: [{ name: 'one', properties: { subnet: { id: '${net.id}/subnets/any' }, publicIPAddress: { id: pip.id } } }] } }
output id string = fw.id
