// what: a module at the subscription gives a role to an identity of this group
// azure: ok
// out: at=true
param location string = resourceGroup().location

resource who 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: 'id-sub', location: location }
module give 'parts/role-at-subscription.bicep' = { scope: subscription(), name: 'give-sub', params: { principalId: who.properties.principalId } }
output at bool = give.outputs.at == subscription().id
