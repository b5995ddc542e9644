// what: a subnet without prefix
// azure: refuses NoAddressPrefixOrPoolProvided
param location string = resourceGroup().location
resource net 'Microsoft.Network/virtualNetworks@2023-11-01' = { name: 'vnet-x', location: location, properties: any({ addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: [{ name: 'a', properties: {} }] }) }
output id string = net.id
