// what: an output that reads a resource with a false condition
// azure: refuses refused
param location string = resourceGroup().location
param on bool = false
resource w 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = if (on) { name: 'id-x', location: location }
output p string = w!.properties.principalId
