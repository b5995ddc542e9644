// what: a policy definition by a module at the subscription, assigned to this group
// azure: ok
// out: mode="Default"
param location string = resourceGroup().location

module def 'parts/policy.bicep' = { scope: subscription(), name: 'def-policy', params: { name: 'idiom-names' } }
resource use 'Microsoft.Authorization/policyAssignments@2023-04-01' = { name: 'use-names', properties: { displayName: 'names', policyDefinitionId: def.outputs.id, enforcementMode: 'Default' } }
output mode string = use.properties.enforcementMode
