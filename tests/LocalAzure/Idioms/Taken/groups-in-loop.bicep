// what: subscription: groups in a loop, a module in each by symbol
// azure: ok
// out: names=["id-north","id-south"]
targetScope = 'subscription'
param parts array = ['north', 'south']
resource groups 'Microsoft.Resources/resourceGroups@2022-09-01' = [for p in parts: { name: 'rg-loop-${p}', location: 'eastus2' }]
module who 'parts/identity.bicep' = [for (p, i) in parts: { scope: groups[i], name: 'who-${p}', params: { name: 'id-${p}' } }]
output names array = [for i in range(0, 2): who[i].outputs.name]
