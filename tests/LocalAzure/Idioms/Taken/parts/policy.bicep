targetScope = 'subscription'
param name string
resource def 'Microsoft.Authorization/policyDefinitions@2023-04-01' = { name: name, properties: { policyType: 'Custom', mode: 'All', displayName: name, policyRule: { if: { allOf: [{ field: 'type', equals: 'Microsoft.Network/publicIPAddresses' }, { field: 'name', like: 'never-*' }] }, then: { effect: 'deny' } } } }
output id string = def.id
