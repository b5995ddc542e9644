param plan object
param location string = resourceGroup().location
resource who 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = [for p in items(plan): if (p.value.order >= 0) { name: 'x-${p.key}', location: location }]
output keys array = objectKeys(plan)
output last string = who[length(plan) - 1].name
