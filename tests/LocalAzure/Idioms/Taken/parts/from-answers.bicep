param state string
param guidOf string
param count int
param names array
param location string = resourceGroup().location
resource one 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = if (state == 'Succeeded') { name: 'id-${uniqueString(guidOf)}', location: location }
resource many 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = [for i in range(0, count): { name: 'id-${names[i]}', location: location }]
output made array = [for i in range(0, count): many[i].name]
output one bool = startsWith(one.name, 'id-')
