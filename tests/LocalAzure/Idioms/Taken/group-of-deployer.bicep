// what: resourceGroup() of a group made in the same deployment, deployer(), tags of the group
// azure: ok
// out: where="rg-of-deployer"
// out: region="westeurope"
targetScope = 'subscription'
resource rg 'Microsoft.Resources/resourceGroups@2024-03-01' = { name: 'rg-of-deployer', location: 'westeurope', tags: { who: deployer().objectId } }
module who 'parts/grants-of-group.bicep' = { name: 'who', scope: rg, params: { principalId: deployer().objectId, roles: [] } }
module p 'parts/table-with-space.bicep' = { name: 'p', scope: rg, params: { name: 'rt-${rg.location}' } }
output where string = who.outputs.where
output region string = p.outputs.location
output tag bool = rg.tags.who == deployer().objectId
