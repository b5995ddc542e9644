// what: a static address that Azure keeps
// azure: refuses PrivateIPAddressInReservedRange
resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'vnet', location: resourceGroup().location, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: [{ name: 'a', properties: { addressPrefix: '10.0.0.0/24' } }] } }
resource nic 'Microsoft.Network/networkInterfaces@2024-05-01' = { name: 'n', location: resourceGroup().location, properties: { ipConfigurations: [{ name: 'i', properties: { privateIPAllocationMethod: 'Static', privateIPAddress: '10.0.0.3', subnet: { id: net.properties.subnets[0].id } } }] } }
