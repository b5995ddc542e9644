// what: an address of an unknown SKU
// azure: refuses InvalidRequestFormat
param location string = resourceGroup().location
resource ip 'Microsoft.Network/publicIPAddresses@2023-11-01' = { name: 'pip-x', location: location, sku: any({ name: 'Premium' }), properties: any({ publicIPAllocationMethod: 'Static' }) }
output id string = ip.id
