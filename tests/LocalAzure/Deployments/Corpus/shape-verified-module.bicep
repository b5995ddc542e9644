metadata name = 'Image templates, in the shape of a verified module'

@description('The name; a suffix of the time follows.')
param name string

@description('Makes each deployment another template. Do not give it.')
param baseTime string = utcNow('yyyy-MM-dd-HH-mm-ss')

param location string = resourceGroup().location
param imageSource object
@minValue(0)
@maxValue(960)
param buildTimeoutInMinutes int = 0
param vmSize string = 'Standard_D2s_v3'
param osDiskSizeGB int = 128
param subnetResourceId string?
param stagingResourceGroupResourceId string?
param customizationSteps array?
param managedIdentities managedIdentitiesType
param vmUserAssignedIdentities array = []
param distributions distributionType[]
param errorHandlingOnCustomizerError string = 'cleanup'
param lock lockType?
param tags object?
param roleAssignments roleAssignmentType[]?
param validationProcess object?

var formattedUserAssignedIdentities = reduce(
  map((managedIdentities.?userAssignedResourceIds ?? []), id => { '${id}': {} }),
  {},
  (cur, next) => union(cur, next)
)

var identity = {
  type: 'UserAssigned'
  userAssignedIdentities: !empty(formattedUserAssignedIdentities) ? formattedUserAssignedIdentities : null
}

var builtInRoleNames = {
  Contributor: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b24988ac-6180-42a0-ab88-20f7382dd24c')
  Reader: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')
}

var formattedRoleAssignments = [
  for (roleAssignment, index) in (roleAssignments ?? []): union(roleAssignment, {
    roleDefinitionId: builtInRoleNames[?roleAssignment.roleDefinitionIdOrName] ?? (contains(
        roleAssignment.roleDefinitionIdOrName,
        '/providers/Microsoft.Authorization/roleDefinitions/'
      )
      ? roleAssignment.roleDefinitionIdOrName
      : subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleAssignment.roleDefinitionIdOrName))
  })
]

resource imageTemplate 'Microsoft.VirtualMachineImages/imageTemplates@2024-02-01' = {
  #disable-next-line use-stable-resource-identifiers
  name: '${name}-${baseTime}'
  location: location
  tags: tags
  identity: identity
  properties: {
    buildTimeoutInMinutes: buildTimeoutInMinutes
    vmProfile: {
      vmSize: vmSize
      osDiskSizeGB: osDiskSizeGB
      userAssignedIdentities: vmUserAssignedIdentities
      vnetConfig: !empty(subnetResourceId) ? { subnetId: subnetResourceId } : null
    }
    source: imageSource
    customize: customizationSteps
    stagingResourceGroup: stagingResourceGroupResourceId
    distribute: [
      for distribution in distributions: union(
        {
          type: distribution.type
          artifactTags: distribution.?artifactTags ?? {
            sourceType: imageSource.type
            sourcePublisher: imageSource.?publisher
            sourceOffer: imageSource.?offer
          }
        },
        (distribution.type == 'ManagedImage'
          ? {
              runOutputName: distribution.?runOutputName ?? '${distribution.imageName}-${baseTime}-ManagedImage'
              location: distribution.?location ?? location
              #disable-next-line use-resource-id-functions
              imageId: distribution.?imageResourceId ?? '${subscription().id}/resourceGroups/${resourceGroup().name}/providers/Microsoft.Compute/images/${distribution.imageName}-${baseTime}'
            }
          : {}),
        (distribution.type == 'SharedImage'
          ? {
              runOutputName: distribution.?runOutputName ?? 'shared'
              galleryImageId: '${distribution.?sharedImageGalleryImageDefinitionResourceId}/versions/${distribution.?sharedImageGalleryImageDefinitionTargetVersion ?? '1.0.0'}'
              excludeFromLatest: distribution.?excludeFromLatest ?? false
              targetRegions: map(distribution.?replicationRegions ?? [location], region => { name: region })
            }
          : {})
      )
    ]
    validate: validationProcess
    errorHandling: { onCustomizerError: errorHandlingOnCustomizerError }
  }
}

resource imageTemplateLock 'Microsoft.Authorization/locks@2020-05-01' = if (!empty(lock ?? {}) && lock.?kind != 'None') {
  name: lock.?name ?? 'lock-${name}'
  properties: {
    level: lock.?kind ?? ''
    notes: lock.?kind == 'CanNotDelete' ? 'Cannot delete resource or child resources.' : 'Cannot modify.'
  }
  scope: imageTemplate
}

resource imageTemplateRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (roleAssignment, index) in (formattedRoleAssignments ?? []): {
    name: roleAssignment.?name ?? guid(imageTemplate.id, roleAssignment.principalId, roleAssignment.roleDefinitionId)
    properties: {
      roleDefinitionId: roleAssignment.roleDefinitionId
      principalId: roleAssignment.principalId
      description: roleAssignment.?description
      principalType: roleAssignment.?principalType
    }
    scope: imageTemplate
  }
]

output resourceId string = imageTemplate.id
output resourceGroupName string = resourceGroup().name
output name string = imageTemplate.name
output namePrefix string = name
output location string = imageTemplate.location
output runThisCommand string = 'Invoke-AzResourceAction -ResourceName ${imageTemplate.name} -ResourceGroupName ${resourceGroup().name} -ResourceType Microsoft.VirtualMachineImages/imageTemplates -Action Run -Force'

@export()
type managedIdentitiesType = {
  userAssignedResourceIds: string[]
}

type lockType = {
  name: string?
  kind: ('CanNotDelete' | 'ReadOnly' | 'None')?
}

type roleAssignmentType = {
  name: string?
  roleDefinitionIdOrName: string
  principalId: string
  principalType: ('Device' | 'ForeignGroup' | 'Group' | 'ServicePrincipal' | 'User')?
  description: string?
}

@discriminator('type')
type distributionType = sharedImageType | managedImageType | vhdType

type sharedImageType = {
  type: 'SharedImage'
  runOutputName: string?
  artifactTags: object?
  sharedImageGalleryImageDefinitionResourceId: string
  sharedImageGalleryImageDefinitionTargetVersion: string?
  excludeFromLatest: bool?
  replicationRegions: string[]?
}

type managedImageType = {
  type: 'ManagedImage'
  runOutputName: string?
  artifactTags: object?
  location: string?
  imageResourceId: string?
  imageName: string
}

type vhdType = {
  type: 'VHD'
  runOutputName: string?
  artifactTags: object?
  imageName: string
}
