// what: a rule with the region of a tag that has none
// azure: refuses SecurityRuleInvalidAddressPrefix
param location string = resourceGroup().location
resource nsg 'Microsoft.Network/networkSecurityGroups@2024-05-01' = { name: 'nsg-x', location: location, properties: { securityRules: [{ name: 'r', properties: any({ priority: 100, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: 'AzureActiveDirectory.WestEurope', destinationPortRange: '443' }) }] } }
output id string = nsg.id
