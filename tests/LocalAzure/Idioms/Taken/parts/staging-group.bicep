targetScope = 'subscription'
param location string
param principal string
resource rg 'Microsoft.Resources/resourceGroups@2024-03-01' = { name: 'rg-own-staging', location: location }
module grant 'staging-grant.bicep' = { scope: rg, name: 'grant', params: { principal: principal } }
output id string = rg.id
output done string = grant.outputs.id
