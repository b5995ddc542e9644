param name string
param location string = resourceGroup().location

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
  tags: { deployment: deployment().name, group: resourceGroup().name }
}

output id string = identity.id
output principalId string = identity.properties.principalId
output name string = identity.name
output place string = location
