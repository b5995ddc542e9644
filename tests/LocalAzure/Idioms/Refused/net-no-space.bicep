// what: a network without address space
// azure: refuses NoAddressPrefixOrPoolProvided
param location string = resourceGroup().location
resource net 'Microsoft.Network/virtualNetworks@2023-11-01' = { name: 'vnet-x', location: location, properties: any({ subnets: [] }) }
output id string = net.id
