// what: two subnets of one name
// azure: refuses DuplicateResourceName
param location string = resourceGroup().location
resource net 'Microsoft.Network/virtualNetworks@2023-11-01' = { name: 'vnet-x', location: location, properties: any({ addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: [{ name: 'a', properties: { addressPrefix: '10.0.0.0/24' } }, { name: 'A', properties: { addressPrefix: '10.0.1.0/24' } }] }) }
output id string = net.id
