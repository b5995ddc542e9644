// what: Azure Bastion in its subnet, the network made by a module
// azure: ok
// out: sku="Basic"
// out: subnet="AzureBastionSubnet"
param location string = resourceGroup().location
module net 'parts/network.bicep' = { name: 'bastion-net', params: { name: 'vnet-bas', space: '10.6.0.0/16', subnets: { AzureBastionSubnet: '10.6.0.0/26', work: '10.6.1.0/24' } } }
resource address 'Microsoft.Network/publicIPAddresses@2024-05-01' = { name: 'pip-bas', location: location, sku: { name: 'Standard' }, properties: { publicIPAllocationMethod: 'Static' } }
resource bastion 'Microsoft.Network/bastionHosts@2024-05-01' = { name: 'bas', location: location, sku: { name: 'Basic' }, properties: { ipConfigurations: [{ name: 'one', properties: { subnet: { id: net.outputs.ids.AzureBastionSubnet }, publicIPAddress: { id: address.id } } }] } }
output sku string = bastion.sku.name
output subnet string = last(split(bastion.properties.ipConfigurations[0].properties.subnet.id, '/'))
