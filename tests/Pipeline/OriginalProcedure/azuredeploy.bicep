param buildInSubnetResourceId string
param imageBuilderNetworkingRoleGuid string
param imageBuilderImageCreationRoleGuid string
param imageDestinationResourceGroupName string
param location string = resourceGroup().location
param stamp string = utcNow()

var subnet = split(buildInSubnetResourceId, '/')
var imageId = resourceId(imageDestinationResourceGroupName, 'Microsoft.Compute/images', 'img-jumpbox-${stamp}')

resource builder 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'mi-imagebuilder-${uniqueString(resourceGroup().id)}'
  location: location
}

module networkRole 'modules/vnet-role.bicep' = {
  name: 'network-role'
  scope: resourceGroup(subnet[2], subnet[4])
  params: {
    principalId: builder.properties.principalId
    roleGuid: imageBuilderNetworkingRoleGuid
    virtualNetworkName: subnet[8]
  }
}

module imageRole 'modules/group-role.bicep' = {
  name: 'image-role'
  scope: resourceGroup(imageDestinationResourceGroupName)
  params: {
    principalId: builder.properties.principalId
    roleGuid: imageBuilderImageCreationRoleGuid
  }
}

resource template 'Microsoft.VirtualMachineImages/imageTemplates@2021-10-01' = {
  name: 'imgt-jumpbox-${stamp}'
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${builder.id}': {} } }
  dependsOn: [networkRole, imageRole]
  properties: {
    buildTimeoutInMinutes: 60
    vmProfile: { vmSize: 'Standard_D2ds_v4', osDiskSizeGB: 32, vnetConfig: { subnetId: buildInSubnetResourceId } }
    source: {
      type: 'PlatformImage'
      publisher: 'Canonical'
      offer: '0001-com-ubuntu-server-jammy'
      sku: '22_04-lts-gen2'
      version: 'latest'
    }
    customize: [{ type: 'Shell', name: 'update', inline: ['sudo apt-get update'] }]
    distribute: [
      { type: 'ManagedImage', imageId: imageId, location: location, runOutputName: 'image' }
    ]
  }
}

output builderIdentityResource object = builder.properties
output builderIdentityResourceId string = builder.id
output distributedImageResourceId string = imageId
output imageTemplateName string = template.name
output vnetResourceId string = networkRole.outputs.vnetResourceId
