metadata name = 'Roles of the image builder'
metadata description = 'Two role definitions at the subscription with the least that an image build needs.'

targetScope = 'subscription'

import { distributionKind } from 'types.bicep'

@description('Where the finished image goes.')
param distribution distributionKind

@description('The subscription of the group that takes the image. A custom role can be assigned only where it is defined.')
param imageSubscriptionId string = subscription().subscriptionId

// Azure compares ids without case, but the functions below do not.
var scope = toLower(subscription().id)

// Names of roles are unique in a tenant, and one tenant may have many subscriptions.
var place = uniqueString(scope)

var imageScope = '/subscriptions/${toLower(imageSubscriptionId)}'
var imageRoleName = guid(imageScope, 'jumpbox', 'image-writer', distribution)
var imageActionsOfKind = distribution == 'gallery' ? concat(imageActions, galleryActions) : imageActions

var imageActions = [
  'Microsoft.Compute/images/read'
  'Microsoft.Compute/images/write'
  'Microsoft.Compute/images/delete'
]

var galleryActions = [
  'Microsoft.Compute/galleries/read'
  'Microsoft.Compute/galleries/images/read'
  'Microsoft.Compute/galleries/images/versions/read'
  'Microsoft.Compute/galleries/images/versions/write'
]

resource networkJoiner 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(scope, 'jumpbox', 'network-joiner')
  properties: {
    roleName: 'Jump box image builder: network joiner (${place})'
    description: 'Lets an image builder place its build machine in a subnet, and nothing else in the network.'
    type: 'CustomRole'
    permissions: [
      {
        actions: [
          'Microsoft.Network/virtualNetworks/read'
          'Microsoft.Network/virtualNetworks/subnets/join/action'
        ]
        notActions: []
        dataActions: []
        notDataActions: []
      }
    ]
    assignableScopes: [
      subscription().id
    ]
  }
}

resource imageWriter 'Microsoft.Authorization/roleDefinitions@2022-04-01' = if (imageScope == scope) {
  name: imageRoleName
  properties: {
    roleName: 'Jump box image builder: ${distribution} writer (${place})'
    description: 'Lets an image builder hand over the finished image, and nothing else in the group.'
    type: 'CustomRole'
    permissions: [
      {
        actions: imageActionsOfKind
        notActions: []
        dataActions: []
        notDataActions: []
      }
    ]
    assignableScopes: [
      subscription().id
    ]
  }
}

// The same definition as a pipeline in that subscription deploys, so that both can use it.
module imageWriterElsewhere 'modules/image-writer.bicep' = if (imageScope != scope) {
  scope: subscription(imageSubscriptionId)
  params: {
    name: imageRoleName
    roleName: 'Jump box image builder: ${distribution} writer (${uniqueString(imageScope)})'
    actions: imageActionsOfKind
  }
}

@description('The GUID of the role for the virtual network.')
output networkRoleGuid string = networkJoiner.name

@description('The GUID of the role for the group of the image.')
output imageRoleGuid string = imageRoleName
