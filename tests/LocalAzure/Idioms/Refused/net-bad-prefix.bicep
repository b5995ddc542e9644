// what: an address space that is not a range
// azure: refuses InvalidAddressPrefixFormat
param location string = resourceGroup().location
resource net 'Microsoft.Network/virtualNetworks@2023-11-01' = { name: 'vnet-x', location: location, properties: any({ addressSpace: { addressPrefixes: ['10.0.0/16'] } }) }
output id string = net.id
