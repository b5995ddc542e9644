targetScope = 'subscription'

var roles = {
  customImageBuilderNetworkingRole: {
    title: 'Image builder: joins a network'
    actions: [
      'Microsoft.Network/virtualNetworks/read'
      'Microsoft.Network/virtualNetworks/subnets/join/action'
    ]
  }
  customImageBuilderImageCreationRole: {
    title: 'Image builder: writes images'
    actions: [
      'Microsoft.Compute/images/read'
      'Microsoft.Compute/images/write'
      'Microsoft.Compute/images/delete'
    ]
  }
}

resource definitions 'Microsoft.Authorization/roleDefinitions@2022-04-01' = [for role in items(roles): {
  name: guid(subscription().id, role.key)
  properties: {
    roleName: role.value.title
    description: role.value.title
    type: 'customRole'
    permissions: [{ actions: role.value.actions, notActions: [] }]
    assignableScopes: [subscription().id]
  }
}]

// In the order of their keys, as items() gives them.
output roleResourceIds object = {
  customImageBuilderImageCreationRole: { resourceId: definitions[0].id, guid: definitions[0].name }
  customImageBuilderNetworkingRole: { resourceId: definitions[1].id, guid: definitions[1].name }
}
