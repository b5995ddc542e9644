param far string = 'rg-far'

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
  name: 'vnet'

  resource build 'subnets' existing = {
    name: 'build'
  }
}

resource farNetwork 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
  scope: resourceGroup('00000000-0000-0000-0000-000000000009', far)
  name: 'far'
}

resource role 'Microsoft.Authorization/roleDefinitions@2022-04-01' existing = {
  scope: subscription()
  name: 'acdd72a7-3385-48ef-bd42-f606fba81ae7'
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id'
  location: resourceGroup().location
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: network
  name: guid(network.id, identity.id, role.id)
  properties: {
    roleDefinitionId: role.id
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource onSubnet 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: network::build
  name: 'keep'
  properties: { level: 'CanNotDelete' }
}

output subnet string = network::build.id
output prefixes array = network.properties.addressSpace.addressPrefixes
output farId string = farNetwork.id
output farPlace string = farNetwork.location
