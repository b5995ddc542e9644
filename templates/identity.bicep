metadata name = 'Identity of the image builder'
metadata description = 'The user-assigned identity that Azure Image Builder works as, with the roles that a build needs. Deployed to the builder group.'

import { tagMap } from 'types.bicep'

@description('The region of the identity.')
param location string

@description('The name of the identity.')
param identityName string

@description('The GUID of the role for the virtual network.')
param networkRoleGuid string

@description('The GUID of the role for the group of the image.')
param imageRoleGuid string

@description('The subscription of the virtual network.')
param networkSubscriptionId string

@description('The group of the virtual network.')
param networkGroupName string

@description('The virtual network of the build.')
param virtualNetworkName string

@description('The subscription of the group that takes the image.')
param imageSubscriptionId string

@description('The group that takes the image: its own group, or that of the gallery.')
param imageGroupName string

@description('The group of a base image of one\'s own, or nothing for a marketplace image.')
param sourceGroupId string = ''

@description('A staging group of one\'s own, or nothing to let Azure make one.')
param stagingGroupId string = ''

@description('Tags of the identity.')
param tags tagMap

// Built-in roles: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
var readerRoleGuid = 'acdd72a7-3385-48ef-bd42-f606fba81ae7'
var contributorRoleGuid = 'b24988ac-6180-42a0-ab88-20f7382dd24c'

// Names in lower case, because the names of assignments are made from it and Azure compares ids without case.
var identityId = '/subscriptions/${toLower(subscription().subscriptionId)}/resourceGroups/${toLower(resourceGroup().name)}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${toLower(identityName)}'

resource builder 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: identityName
  location: location
  tags: tags
}

module network 'modules/network-assignment.bicep' = {
  scope: resourceGroup(networkSubscriptionId, networkGroupName)
  params: {
    virtualNetworkName: virtualNetworkName
    roleGuid: networkRoleGuid
    identityId: identityId
    principalId: builder.properties.principalId
  }
}

module image 'modules/group-assignment.bicep' = {
  scope: resourceGroup(imageSubscriptionId, imageGroupName)
  params: {
    roleGuid: imageRoleGuid
    identityId: identityId
    principalId: builder.properties.principalId
  }
}

module source 'modules/group-assignment.bicep' = if (!empty(sourceGroupId)) {
  scope: resourceGroup(split('${sourceGroupId}////', '/')[2], split('${sourceGroupId}////', '/')[4])
  params: {
    roleGuid: readerRoleGuid
    identityId: identityId
    principalId: builder.properties.principalId
  }
}

module staging 'modules/group-assignment.bicep' = if (!empty(stagingGroupId)) {
  scope: resourceGroup(split('${stagingGroupId}////', '/')[2], split('${stagingGroupId}////', '/')[4])
  params: {
    roleGuid: contributorRoleGuid
    identityId: identityId
    principalId: builder.properties.principalId
  }
}

@description('The identity.')
output builderIdentityResourceId string = builder.id

@description('The object id of the identity in the directory.')
output builderIdentityPrincipalId string = builder.properties.principalId

@description('The virtual network that the identity may join.')
output vnetResourceId string = network.outputs.virtualNetworkId

@description('The role assignment at the virtual network.')
output networkAssignmentId string = network.outputs.assignmentId

@description('The role assignment at the group of the image.')
output imageAssignmentId string = image.outputs.assignmentId
