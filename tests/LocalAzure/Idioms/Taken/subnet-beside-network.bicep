// what: subnets as resources of their own beside a network without the member subnets, deployed twice
// azure: ok
// out: one="10.9.0.0/24"
// out: two="10.9.1.0/24"
param location string = resourceGroup().location

resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'vnet-beside', location: location, properties: { addressSpace: { addressPrefixes: ['10.9.0.0/16'] } } }
resource one 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = { parent: net, name: 'one', properties: { addressPrefix: '10.9.0.0/24' } }
resource two 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = { parent: net, name: 'two', properties: { addressPrefixes: ['10.9.1.0/24'] }, dependsOn: [one] }
output one string = one.properties.addressPrefix
output two string = two.properties.addressPrefixes[0]
