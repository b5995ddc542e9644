// what: a network without a region
// azure: refuses LocationNotAvailableForResourceType
resource n 'Microsoft.Network/networkSecurityGroups@2023-11-01' = { name: 'nsg-x', location: 'global' }
output id string = n.id
