// what: a gallery with definitions in a loop, and a lock on it
// azure: ok
// out: names=["jump-gen1","jump-gen2"]
// out: generations=["V1","V2"]
param location string = resourceGroup().location
var generations = ['V1', 'V2']
resource gallery 'Microsoft.Compute/galleries@2024-03-03' = { name: 'gal_${uniqueString(resourceGroup().id)}', location: location, properties: { description: 'Jump boxes' } }
resource images 'Microsoft.Compute/galleries/images@2024-03-03' = [for g in generations: { parent: gallery, name: 'jump-gen${substring(g, 1)}', location: location, properties: { osType: 'Linux', osState: 'Generalized', hyperVGeneration: g, identifier: { publisher: 'platform', offer: 'jump', sku: g } } }]
resource lock 'Microsoft.Authorization/locks@2020-05-01' = { scope: gallery, name: 'keep', properties: { level: 'CanNotDelete', notes: 'Images are in use.' }, dependsOn: [images] }
output names array = [for (g, i) in generations: images[i].name]
output generations array = [for (g, i) in generations: images[i].properties.hyperVGeneration]
