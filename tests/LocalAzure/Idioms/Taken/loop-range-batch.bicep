// what: a range loop in batches of two, each depends on the one before
// azure: ok
// out: flags=[false,true,false,true,false]
param location string = resourceGroup().location

@batchSize(2)
resource tables 'Microsoft.Network/routeTables@2023-11-01' = [for i in range(1, 5): { name: 'rt-${i}', location: location, properties: { disableBgpRoutePropagation: i % 2 == 0 } }]
output flags array = [for i in range(0, 5): tables[i].properties.disableBgpRoutePropagation]
