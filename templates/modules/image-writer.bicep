metadata name = 'Role of the image builder in the subscription of the image'
metadata description = 'One role definition at another subscription than that of the build: a gallery may be anywhere in the tenant.'

targetScope = 'subscription'

@description('The GUID of the role.')
param name string

@description('The name that people see.')
param roleName string

@description('What the role allows.')
param actions string[]

resource imageWriter 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: name
  properties: {
    roleName: roleName
    description: 'Lets an image builder hand over the finished image, and nothing else in the group.'
    type: 'CustomRole'
    permissions: [
      {
        actions: actions
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
