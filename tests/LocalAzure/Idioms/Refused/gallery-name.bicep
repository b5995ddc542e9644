// what: a gallery name with a hyphen
// azure: refuses refused
param location string = resourceGroup().location
#disable-next-line BCP335
resource g 'Microsoft.Compute/galleries@2023-07-03' = { name: 'gal-x', location: location }
output id string = g.id
