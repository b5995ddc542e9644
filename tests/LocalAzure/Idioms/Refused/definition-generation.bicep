// what: a definition of an unknown generation
// azure: refuses InvalidParameter
param location string = resourceGroup().location
resource g 'Microsoft.Compute/galleries@2023-07-03' = { name: 'gal_definition_generation', location: location }
resource d 'Microsoft.Compute/galleries/images@2023-07-03' = { parent: g, name: 'd', location: location, properties: any({ osType: 'Linux', osState: 'Generalized', hyperVGeneration: 'V3', identifier: { publisher: 'p', offer: 'o', sku: 's' } }) }
output id string = d.id
