// what: dynamic addresses beside a static one, two in one interface
// azure: ok
// out: first=["10.0.0.4","10.0.0.6"]
// out: second="10.0.0.7"
param location string = resourceGroup().location
resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'vnet-x', location: location, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: [{ name: 'a', properties: { addressPrefix: '10.0.0.0/24' } }] } }
resource fixed 'Microsoft.Network/networkInterfaces@2024-05-01' = { name: 'nic-fixed', location: location, properties: { ipConfigurations: [{ name: 'one', properties: { privateIPAllocationMethod: 'Static', privateIPAddress: '10.0.0.5', subnet: { id: net.properties.subnets[0].id } } }] } }
resource first 'Microsoft.Network/networkInterfaces@2024-05-01' = { name: 'nic-first', location: location, dependsOn: [fixed], properties: { ipConfigurations: [{ name: 'one', properties: { primary: true, subnet: { id: net.properties.subnets[0].id } } }, { name: 'two', properties: { subnet: { id: net.properties.subnets[0].id } } }] } }
resource second 'Microsoft.Network/networkInterfaces@2024-05-01' = { name: 'nic-second', location: location, dependsOn: [first], properties: { ipConfigurations: [{ name: 'one', properties: { subnet: { id: net.properties.subnets[0].id } } }] } }
output first array = map(first.properties.ipConfigurations, c => c.properties.privateIPAddress)
output second string = second.properties.ipConfigurations[0].properties.privateIPAddress
