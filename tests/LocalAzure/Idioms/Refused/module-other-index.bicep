// what: a module of a loop that depends on the module of another index in another group
// azure: refuses InvalidTemplate: the compiler writes a dependsOn of this index's group (Azure/bicep#5101)
targetScope = 'subscription'
param regions array = ['eastus2', 'westus']
resource rgs 'Microsoft.Resources/resourceGroups@2024-03-01' = [for r in regions: { name: 'rg-index-${r}', location: r }]
module first '../Taken/parts/identity.bicep' = [for (r, i) in regions: { scope: rgs[i], name: 'first-${r}', params: { name: 'id-first-${i}' } }]
module second '../Taken/parts/identity.bicep' = [for (r, i) in regions: { scope: rgs[i], name: 'second-${i}', params: { name: 'id-second-${i}', tags: { of: first[(i + 1) % 2].outputs.name } } }]
