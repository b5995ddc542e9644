// what: an image template for a managed image and a gallery, with a trigger and validations
// azure: ok
// out: kinds=["SharedImage","ManagedImage"]
// out: trigger="SourceImage"
param location string = resourceGroup().location

resource shelf 'Microsoft.Compute/galleries@2024-03-03' = { name: 'gal_targets', location: location }
resource def 'Microsoft.Compute/galleries/images@2024-03-03' = { parent: shelf, name: 'def', location: location, properties: { osType: 'Linux', osState: 'Generalized', hyperVGeneration: 'V2', identifier: { publisher: 'p', offer: 'o', sku: 's' } } }
resource who 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: 'id-targets', location: location }
resource build 'Microsoft.VirtualMachineImages/imageTemplates@2024-02-01' = {
  name: 'it-targets'
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${who.id}': {} } }
  properties: {
    source: { type: 'PlatformImage', publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server', version: 'latest' }
    customize: [{ type: 'Shell', name: 'file', inline: split(trim(loadTextContent('parts/hello.sh')), '\n') }]
    validate: { inVMValidations: [{ type: 'Shell', name: 'check', inline: ['true'] }] }
    distribute: [
      { type: 'SharedImage', galleryImageId: def.id, runOutputName: 'gallery', targetRegions: [{ name: location, replicaCount: 1 }] }
      { type: 'ManagedImage', imageId: resourceId('Microsoft.Compute/images', 'img-targets'), location: location, runOutputName: 'managed' }
    ]
  }
  resource trigger 'triggers' = { name: 'source', properties: { kind: 'SourceImage' } }
}
output kinds array = map(build.properties.distribute, d => d.type)
output trigger string = build::trigger.properties.kind
