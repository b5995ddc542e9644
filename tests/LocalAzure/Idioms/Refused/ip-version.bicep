// what: an address of an unknown version
// azure: refuses InvalidRequestFormat
param location string = resourceGroup().location
resource ip 'Microsoft.Network/publicIPAddresses@2023-11-01' = { name: 'pip-x', location: location, sku: any({ name: 'Standard' }), properties: any({ publicIPAllocationMethod: 'Static', publicIPAddressVersion: 'IPv5' }) }
output id string = ip.id
