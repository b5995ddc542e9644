targetScope = 'subscription'

param location string = deployment().location

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${uniqueString(subscription().id)}'
  location: location
}

resource role 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(subscription().id, 'reader')
  properties: {
    roleName: 'Reader of images (${uniqueString(subscription().id)})'
    type: 'CustomRole'
    permissions: [{ actions: ['Microsoft.Compute/images/read'], notActions: [] }]
    assignableScopes: [subscription().id]
  }
}

module identity 'modules-identity.bicep' = {
  name: 'identity'
  scope: group
  params: { name: 'id', location: location }
}

module existing 'modules-identity.bicep' = {
  name: 'elsewhere'
  scope: resourceGroup('rg-there')
  params: { name: 'id', location: 'westus2' }
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(subscription().id, group.id)
  properties: {
    roleDefinitionId: role.id
    principalId: identity.outputs.principalId
    principalType: 'ServicePrincipal'
  }
}

output group string = group.id
output role string = role.id
output identity string = identity.outputs.id
output there string = existing.outputs.id
