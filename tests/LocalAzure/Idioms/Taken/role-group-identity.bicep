// what: subscription: a custom role, a group, an identity in it, and the role given there
// azure: ok
// out: count=1
targetScope = 'subscription'
resource role 'Microsoft.Authorization/roleDefinitions@2022-04-01' = { name: guid(subscription().id, 'idiom role'), properties: { roleName: 'Idiom role of images', type: 'CustomRole', permissions: [{ actions: ['Microsoft.Compute/images/read', 'Microsoft.Compute/images/write'], notActions: [] }], assignableScopes: [subscription().id] } }
resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = { name: 'rg-role-here', location: 'eastus2' }
module who 'parts/identity.bicep' = { scope: group, name: 'who', params: { name: 'id-roled' } }
module give 'parts/grants.bicep' = { scope: group, name: 'give', params: { principals: [who.outputs.principalId], role: role.name } }
output count int = give.outputs.count
