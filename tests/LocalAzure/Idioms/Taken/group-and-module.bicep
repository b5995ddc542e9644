// what: subscription: a group and modules in it; the group's location is read inside
// azure: ok
// out: group="rg-made-here"
// out: tags={"made":"here","part":"inherit"}
// out: place="westeurope"
targetScope = 'subscription'
resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = { name: 'rg-made-here', location: 'westeurope', tags: { made: 'here' } }
module who 'parts/identity.bicep' = { scope: group, name: 'who', params: { name: 'id-made' } }
module tagged 'parts/inherit.bicep' = { scope: group, name: 'tagged' }
output group string = split(who.outputs.id, '/')[4]
output tags object = tagged.outputs.tags
output place string = tagged.outputs.place
