// what: @onlyIfNotExists on a resource, deployed twice
// azure: ok
// out: tag="first"
param location string = resourceGroup().location

@onlyIfNotExists()
resource who 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: 'id-once', location: location, tags: { when: 'first' } }
output tag string = who.tags.when
