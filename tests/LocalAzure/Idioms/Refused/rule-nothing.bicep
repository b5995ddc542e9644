// what: a rule that only has a priority
// azure: refuses SecurityRuleParametersMissing
param location string = resourceGroup().location
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-11-01' = { name: 'nsg-x', location: location, properties: { securityRules: [{ name: 'r', properties: any({ priority: 100 }) }] } }
output id string = nsg.id
