param names array
param location string = resourceGroup().location
resource who 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = [for n in names: { name: n, location: location }]
output ids array = [for i in range(0, length(names)): who[i].id]
output principals array = [for i in range(0, length(names)): who[i].properties.principalId]
output byName object = toObject(range(0, length(names)), i => names[i], i => { order: i })
