// what: a member that definitions do not have
// azure: refuses BadRequest
param location string = resourceGroup().location
resource g 'Microsoft.Compute/galleries@2023-07-03' = { name: 'gal_definition_unknown_member', location: location }
resource d 'Microsoft.Compute/galleries/images@2023-07-03' = { parent: g, name: 'd', location: location, properties: any({ osType: 'Linux', osState: 'Generalized', colour: 'green', identifier: { publisher: 'p', offer: 'o', sku: 's' } }) }
output id string = d.id
