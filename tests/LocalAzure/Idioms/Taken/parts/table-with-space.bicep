param name string
resource table 'Microsoft.Network/routeTables@2024-05-01' = { name: name, location: resourceGroup().location, tags: { space: '10.77.0.0/16' } }
output space string = table.tags.space
output id string = table.id
output location string = table.location
output list array = [for i in range(0, 3): cidrSubnet(table.tags.space, 24, i)]
