param definition string
resource assignment 'Microsoft.Authorization/policyAssignments@2023-04-01' = { name: 'only-standard', properties: { policyDefinitionId: definition, displayName: 'Only here' } }
resource address 'Microsoft.Network/publicIPAddresses@2024-05-01' = { name: 'pip-policed', location: 'eastus2', sku: { name: 'Standard' }, properties: { publicIPAllocationMethod: 'Static' }, dependsOn: [assignment] }
resource lock 'Microsoft.Authorization/locks@2020-05-01' = { scope: address, name: 'still', properties: { level: 'ReadOnly' } }
output level string = lock.properties.level
output mode string = assignment.properties.enforcementMode
