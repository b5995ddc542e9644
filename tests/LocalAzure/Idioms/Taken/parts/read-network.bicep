param name string
resource net 'Microsoft.Network/virtualNetworks@2024-05-01' existing = { name: name }
output name string = net.name
output space string = net.properties.addressSpace.addressPrefixes[0]
