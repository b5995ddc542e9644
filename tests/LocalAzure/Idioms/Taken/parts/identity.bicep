param name string
param location string = resourceGroup().location
param tags object?
resource who 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: name, location: location, tags: tags }
output id string = who.id
output name string = who.name
output principalId string = who.properties.principalId
output clientId string = who.properties.clientId
output pair object = { id: who.id, principal: who.properties.principalId }
output tags object = who.?tags ?? {}
