// what: a module that unites the tags of a group of the same subscription
// azure: ok
// out: tags={"a":"1","part":"inherit"}
// out: group="rg-tagged"
targetScope = 'subscription'
resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = { name: 'rg-tagged', location: 'eastus2', tags: { a: '1' } }
module tagged 'parts/inherit.bicep' = { scope: group, name: 'tagged' }
output tags object = tagged.outputs.tags
output group string = tagged.outputs.group
