// what: an existing resource behind a condition, else a new one
// azure: ok
// out: id="id-fresh"
// out: principal=36
param location string = resourceGroup().location

param existingName string = ''
resource old 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = if (!empty(existingName)) { name: existingName }
resource fresh 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = if (empty(existingName)) { name: 'id-fresh', location: location }
output id string = empty(existingName) ? fresh!.name : old!.name
output principal int = length(empty(existingName) ? fresh!.properties.principalId : old!.properties.principalId)
