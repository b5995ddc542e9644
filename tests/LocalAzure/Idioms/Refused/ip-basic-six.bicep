// what: a Basic address of version 6
// azure: refuses IPv6BasicSkuPublicIpCountLimitReached
param location string = resourceGroup().location
resource ip 'Microsoft.Network/publicIPAddresses@2023-11-01' = { name: 'pip-x', location: location, sku: any({ name: 'Basic' }), properties: any({ publicIPAllocationMethod: 'Dynamic', publicIPAddressVersion: 'IPv6' }) }
output id string = ip.id
