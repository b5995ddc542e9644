// what: subscription: an optional group with an empty name and a module in it
// azure: ok
// out: id="none"
// out: location="nowhere"
targetScope = 'subscription'
param name string = ''
resource extra 'Microsoft.Resources/resourceGroups@2024-03-01' = if (!empty(name)) { name: name, location: 'eastus2' }
module who 'parts/identity.bicep' = if (!empty(name)) { scope: resourceGroup(name), name: 'who', params: { name: 'id-opt' } }
output id string = who.?outputs.id ?? 'none'
output location string = empty(name) ? 'nowhere' : extra.location
