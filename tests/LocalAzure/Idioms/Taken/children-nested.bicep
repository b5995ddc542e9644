// what: children inside a parent, with loops, and a grandchild of a gallery
// azure: ok
// out: names=["def-one","def-two"]
// out: unique=true
// out: state="Succeeded"
param location string = resourceGroup().location

resource shelf 'Microsoft.Compute/galleries@2023-07-03' = {
  name: 'gal_nested'
  location: location
  resource defs 'images' = [for s in ['one', 'two']: { name: 'def-${s}', location: location, properties: { osType: 'Linux', osState: 'Generalized', hyperVGeneration: 'V2', identifier: { publisher: 'p', offer: 'o', sku: s } } }]
}
output names array = [for i in range(0, 2): shelf::defs[i].name]
output unique bool = endsWith(shelf.properties.identifier.uniqueName, 'GAL_NESTED')
output state string = shelf::defs[1].properties.provisioningState
