// what: a region that does not exist, for one element of a loop
// azure: refuses LocationNotAvailableForResourceType
param location string = resourceGroup().location
resource t 'Microsoft.Network/routeTables@2023-11-01' = [for r in ['eastus2', 'middleearth']: { name: 'rt-${r}', location: r }]
output id string = t[0].id
