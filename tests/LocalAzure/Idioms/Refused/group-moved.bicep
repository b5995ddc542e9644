// what: a group in another region than the one where it is
// azure: refuses InvalidResourceGroupLocation (Azure/azure-cli#22242)
targetScope = 'subscription'
resource rg 'Microsoft.Resources/resourceGroups@2024-03-01' = { name: 'rg-network-eastus2', location: 'westeurope' }
