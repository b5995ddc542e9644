// what: a policy definition and its assignment, a lock, and what both allow
// azure: ok
// again: Failed
// out: level="ReadOnly"
// out: mode="Default"
targetScope = 'subscription'
resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = { name: 'rg-policed', location: 'eastus2' }
resource definition 'Microsoft.Authorization/policyDefinitions@2023-04-01' = { name: 'only-standard', properties: { policyType: 'Custom', mode: 'All', parameters: { effect: { type: 'String', defaultValue: 'Deny' } }, policyRule: { if: { allOf: [{ field: 'type', equals: 'Microsoft.Network/publicIPAddresses' }, { field: 'location', notEquals: 'eastus2' }] }, then: { effect: '[parameters(\'effect\')]' } } } }
module inside 'parts/policed.bicep' = { scope: group, name: 'policed', params: { definition: definition.id } }
output level string = inside.outputs.level
output mode string = inside.outputs.mode
