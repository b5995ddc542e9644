// what: a definition of an unknown state
// azure: refuses InvalidParameter
param location string = resourceGroup().location
resource g 'Microsoft.Compute/galleries@2023-07-03' = { name: 'gal_definition_state', location: location }
resource d 'Microsoft.Compute/galleries/images@2023-07-03' = { parent: g, name: 'd', location: location, properties: any({ osType: 'Linux', osState: 'Cooked', identifier: { publisher: 'p', offer: 'o', sku: 's' } }) }
output id string = d.id
