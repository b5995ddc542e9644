param network string
param name string
param prefix string
param nsg string
resource net 'Microsoft.Network/virtualNetworks@2024-05-01' existing = { name: network }
resource subnet 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = { parent: net, name: name, properties: { addressPrefix: prefix, networkSecurityGroup: { id: nsg } } }
output prefix string = subnet.properties.addressPrefix
output nsg string = subnet.properties.networkSecurityGroup.id
