// what: a public IP prefix of one address
// azure: refuses refused
param location string = resourceGroup().location
resource p 'Microsoft.Network/publicIPPrefixes@2024-05-01' = { name: 'ippre-x', location: location, sku: { name: 'Standard' }, properties: { prefixLength: 32 } }
output id string = p.id
