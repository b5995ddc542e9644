param name string
param spaces string[]
@secure()
param secret string = newGuid()
resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = [for (s, i) in spaces: { name: '${name}-${i}', location: resourceGroup().location, properties: { addressSpace: { addressPrefixes: [s] }, subnets: [for j in range(0, 2): { name: 's${j}', properties: { addressPrefix: cidrSubnet(s, 24, j) } }] } }]
output ids string[] = [for (s, i) in spaces: net[i].id]
output subnets array = [for (s, i) in spaces: map(net[i].properties.subnets, n => n.id)]
@secure()
output secret string = secret
