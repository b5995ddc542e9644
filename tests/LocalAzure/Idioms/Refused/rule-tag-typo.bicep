// what: a rule with a misspelled service tag
// azure: refuses SecurityRuleInvalidAddressPrefix
param location string = resourceGroup().location
resource nsg 'Microsoft.Network/networkSecurityGroups@2024-05-01' = { name: 'nsg-x', location: location, properties: { securityRules: [{ name: 'r', properties: any({ priority: 100, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: 'AzureKeyVualt', destinationPortRange: '443' }) }] } }
output id string = nsg.id
