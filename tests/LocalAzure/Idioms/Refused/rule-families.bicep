// what: addresses of both families in one rule
// azure: refuses ResourceCannotContainAddressPrefixesFromDifferentAddressFamilies (hashicorp/terraform-provider-azurerm#12534)
param location string = resourceGroup().location
resource nsg 'Microsoft.Network/networkSecurityGroups@2024-05-01' = { name: 'nsg-r', location: location, properties: { securityRules: [{ name: 'r', properties: { protocol: 'Tcp', access: 'Allow', direction: 'Inbound', priority: 100, sourceAddressPrefix: '10.0.0.0/8', sourcePortRange: '*', destinationAddressPrefixes: ['2001:db8::/32'], destinationPortRange: '22' } }] } }
