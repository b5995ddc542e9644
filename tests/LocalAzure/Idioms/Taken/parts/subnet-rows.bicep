param network string
param rows array
resource net 'Microsoft.Network/virtualNetworks@2023-11-01' existing = { name: network }
@batchSize(1)
resource subnets 'Microsoft.Network/virtualNetworks/subnets@2023-11-01' = [for r in rows: { parent: net, name: r.name, properties: { addressPrefix: r.prefix } }]
output ids array = [for i in range(0, length(rows)): subnets[i].id]
output space string = net.properties.addressSpace.addressPrefixes[0]
