// what: a private zone in a region
// azure: refuses LocationNotAvailableForResourceType
param location string = resourceGroup().location
resource z 'Microsoft.Network/privateDnsZones@2020-06-01' = { name: 'grove.example', location: location }
output id string = z.id
