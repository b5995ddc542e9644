// what: rules and subnets come back in the order of the request
// azure: ok
// out: names=["z","m","a"]
param location string = resourceGroup().location

var names = ['z', 'm', 'a']
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-11-01' = { name: 'nsg-order', location: location, properties: { securityRules: [for (n, i) in names: { name: n, properties: { priority: 200 + i, direction: 'Outbound', access: 'Deny', protocol: 'Udp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '53' } }] } }
output names array = map(nsg.properties.securityRules, r => r.name)
