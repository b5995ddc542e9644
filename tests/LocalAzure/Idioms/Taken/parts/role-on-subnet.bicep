param network string
param subnet string
param principalId string
resource net 'Microsoft.Network/virtualNetworks@2023-11-01' existing = {
  name: network
  resource part 'subnets' existing = { name: subnet }
}
resource give 'Microsoft.Authorization/roleAssignments@2022-04-01' = { scope: net::part, name: guid(net::part.id, principalId), properties: { principalId: principalId, principalType: 'ServicePrincipal', roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4d97b98b-1d4f-4787-a291-c67834d212e7') } }
output on string = give.properties.scope
