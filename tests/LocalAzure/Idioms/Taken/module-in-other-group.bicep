// what: a module in a group that exists, which reads the group's location
// azure: ok
// out: group="rg-network-eastus2"
param location string = resourceGroup().location

module far 'parts/identity.bicep' = { scope: resourceGroup('rg-network-eastus2'), name: 'far-${uniqueString(deployment().name)}', params: { name: 'id-far' } }
output group string = split(far.outputs.id, '/')[4]
