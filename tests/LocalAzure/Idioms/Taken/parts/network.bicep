param name string
param space string
param subnets object
resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: name, location: resourceGroup().location, properties: { addressSpace: { addressPrefixes: [space] }, subnets: [for s in items(subnets): { name: s.key, properties: { addressPrefix: s.value } }] } }
output name string = net.name
output ids object = toObject(items(subnets), s => s.key, s => '${net.id}/subnets/${s.key}')
