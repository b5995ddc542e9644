// what: security rules with service tags, some of a region, from a table
// azure: ok
// out: tags=["AzureActiveDirectory","AzureMonitor","Storage.WestEurope","AzureKeyVault","AzureCloud.eastus2"]
param location string = resourceGroup().location
var tags = ['AzureActiveDirectory', 'AzureMonitor', 'Storage.WestEurope', 'AzureKeyVault', 'AzureCloud.eastus2']
resource nsg 'Microsoft.Network/networkSecurityGroups@2024-05-01' = { name: 'nsg-tags', location: location, properties: { securityRules: [for (t, i) in tags: { name: replace(t, '.', '-'), properties: { priority: 100 + i, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'VirtualNetwork', sourcePortRange: '*', destinationAddressPrefix: t, destinationPortRange: '443' } }] } }
output tags array = map(nsg.properties.securityRules, r => r.properties.destinationAddressPrefix)
