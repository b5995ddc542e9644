// what: a firewall that names a policy that does not exist
// azure: refuses InvalidResourceReference
param location string = resourceGroup().location
resource fw 'Microsoft.Network/azureFirewalls@2023-11-01' = { name: 'fw-x', location: location, properties: { firewallPolicy: { id: resourceId('Microsoft.Network/firewallPolicies', 'none') } } }
output id string = fw.id
