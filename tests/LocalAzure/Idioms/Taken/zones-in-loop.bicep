// what: private DNS zones in a loop, each linked with two networks
// azure: ok
// out: count=6
// out: names=["privatelink.azurecr.io","privatelink.blob.core.windows.net","privatelink.vaultcore.azure.net"]
param location string = resourceGroup().location
var names = ['privatelink.azurecr.io', 'privatelink.blob.${environment().suffixes.storage}', 'privatelink.vaultcore.azure.net']
resource nets 'Microsoft.Network/virtualNetworks@2024-05-01' = [for i in range(0, 2): { name: 'vnet-z-${i}', location: location, properties: { addressSpace: { addressPrefixes: ['10.${20 + i}.0.0/16'] } } }]
resource zones 'Microsoft.Network/privateDnsZones@2020-06-01' = [for n in names: { name: n, location: 'global' }]
resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = [for i in range(0, 6): { parent: zones[i / 2], name: 'l-${i % 2}', location: 'global', properties: { registrationEnabled: false, virtualNetwork: { id: nets[i % 2].id } } }]
output count int = length(map(range(0, 6), i => i))
output names array = [for (n, i) in names: zones[i].name]
