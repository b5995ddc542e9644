param name string
resource nsg 'Microsoft.Network/networkSecurityGroups@2024-05-01' = { name: name, location: resourceGroup().location }
output id string = nsg.id
