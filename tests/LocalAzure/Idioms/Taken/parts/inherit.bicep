param location string = resourceGroup().location
resource who 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: 'id-inherit', location: location, tags: union(resourceGroup().tags, { part: 'inherit' }) }
output tags object = who.tags
output place string = who.location
output group string = resourceGroup().name
