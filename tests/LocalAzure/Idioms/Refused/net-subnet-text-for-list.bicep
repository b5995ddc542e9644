// what: a text where a list belongs
// azure: refuses InvalidRequestFormat
param location string = resourceGroup().location
resource net 'Microsoft.Network/virtualNetworks@2023-11-01' = { name: 'vnet-x', location: location, properties: any({ addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: 'a' }) }
output id string = net.id
