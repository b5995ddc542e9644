metadata name = 'Role at a virtual network'
metadata description = 'Gives an identity one role at one existing virtual network.'

@description('The virtual network.')
param virtualNetworkName string

@description('The GUID of the role.')
param roleGuid string

@description('The identity that gets the role, with names in lower case.')
param identityId string

@description('The object id of the identity in the directory.')
param principalId string

resource virtualNetwork 'Microsoft.Network/virtualNetworks@2026-03-01' existing = {
  name: virtualNetworkName
}

// Names in lower case, because Azure compares ids without case.
var networkId = '/subscriptions/${toLower(subscription().subscriptionId)}/resourceGroups/${toLower(resourceGroup().name)}/providers/Microsoft.Network/virtualNetworks/${toLower(virtualNetworkName)}'

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: virtualNetwork
  // From the id of the identity, not from its principal, so that the name is known before there is one.
  name: guid(networkId, identityId, toLower(roleGuid))
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleGuid)
    principalId: principalId
    principalType: 'ServicePrincipal'
    description: 'Jump box image builder: place the build machine.'
  }
}

@description('The virtual network.')
output virtualNetworkId string = virtualNetwork.id

@description('The role assignment.')
output assignmentId string = assignment.id
