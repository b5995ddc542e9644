metadata name = 'Role at a resource group'
metadata description = 'Gives an identity one role at the group that the module is deployed to.'

@description('The GUID of the role.')
param roleGuid string

@description('The identity that gets the role, with names in lower case.')
param identityId string

@description('The object id of the identity in the directory.')
param principalId string

@description('What the role is for.')
param purpose string = 'Jump box image builder: hand over the image.'

// Names in lower case, because Azure compares ids without case.
var groupId = '/subscriptions/${toLower(subscription().subscriptionId)}/resourceGroups/${toLower(resourceGroup().name)}'

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  // From the id of the identity, not from its principal, so that the name is known before there is one.
  name: guid(groupId, identityId, toLower(roleGuid))
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleGuid)
    principalId: principalId
    principalType: 'ServicePrincipal'
    description: purpose
  }
}

@description('The role assignment.')
output assignmentId string = assignment.id
