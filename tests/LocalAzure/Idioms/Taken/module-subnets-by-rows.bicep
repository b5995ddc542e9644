// what: subnets of a network made by a module in a batch loop over rows with computed prefixes
// azure: ok
// out: last="snet-2"
// out: space="10.5.0.0/16"
param location string = resourceGroup().location

resource net 'Microsoft.Network/virtualNetworks@2023-11-01' = { name: 'vnet-rows', location: location, properties: { addressSpace: { addressPrefixes: ['10.5.0.0/16'] } } }
module rows 'parts/subnet-rows.bicep' = { name: 'rows', params: { network: net.name, rows: [for i in range(0, 3): { name: 'snet-${i}', prefix: cidrSubnet(net.properties.addressSpace.addressPrefixes[0], 24, i) }] } }
output last string = last(split(rows.outputs.ids[2], '/'))
output space string = rows.outputs.space
