// what: a Basic address, which was retired
// azure: refuses IPv4BasicSkuPublicIpCountLimitReached
param location string = resourceGroup().location
resource ip 'Microsoft.Network/publicIPAddresses@2023-11-01' = { name: 'pip-x', location: location, sku: any({ name: 'Basic' }), properties: any({ publicIPAllocationMethod: 'Static' }) }
output id string = ip.id
