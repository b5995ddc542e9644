// what: a subnet smaller than a /29
// azure: refuses NetcfgInvalidSubnet
param location string = resourceGroup().location
resource net 'Microsoft.Network/virtualNetworks@2023-11-01' = { name: 'vnet-x', location: location, properties: any({ addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: [{ name: 'a', properties: { addressPrefix: '10.0.0.0/30' } }] }) }
output id string = net.id
