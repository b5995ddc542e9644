// what: a definition without identifier
// azure: refuses InvalidParameter
param location string = resourceGroup().location
resource g 'Microsoft.Compute/galleries@2023-07-03' = { name: 'gal_definition_no_identifier', location: location }
resource d 'Microsoft.Compute/galleries/images@2023-07-03' = { parent: g, name: 'd', location: location, properties: any({ osType: 'Linux', osState: 'Generalized' }) }
output id string = d.id
