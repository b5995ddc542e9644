// what: a service tag in a list of prefixes
// azure: refuses SecurityRuleParameterContainsUnsupportedValue (hashicorp/terraform-provider-azurerm#5617)
param location string = resourceGroup().location
resource nsg 'Microsoft.Network/networkSecurityGroups@2024-05-01' = { name: 'nsg-r', location: location, properties: { securityRules: [{ name: 'r', properties: { protocol: 'Tcp', access: 'Allow', direction: 'Inbound', priority: 100, sourceAddressPrefixes: ['10.0.0.0/8', 'VirtualNetwork'], sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '22' } }] } }
