metadata name = 'Image template of the jump box'
metadata description = 'What Azure Image Builder makes the image from. Deployed to the builder group; never updated in place: other content has another name.'

import { distributionKind, shellStep, tagMap, targetRegion } from 'types.bicep'

@description('The region of the template and the image.')
param location string

@description('The name of the image template.')
@maxLength(64)
param imageTemplateName string

@description('The identity that the build works as.')
param identityId string

@description('The base image from the marketplace at an exact version; not used with sourceImageId.')
param basePublisher string

@description('See basePublisher.')
param baseOffer string

@description('See basePublisher.')
param baseSku string

@description('See basePublisher.')
param baseVersion string

@description('A managed image or a gallery image version as the base, or nothing for the marketplace.')
param sourceImageId string = ''

@description('The steps that make the image, in order.')
param customize shellStep[]

@description('The checks on a machine made from the image; a failure keeps it from being handed over.')
param validate shellStep[]

@description('What happens to the build machine after a failed step.')
param onCustomizerError 'cleanup' | 'abort'

@description('The size of the build machine.')
param vmSize string

@description('The system disk of the build machine in GiB; 0 for the size of the base image.')
@minValue(0)
param osDiskSizeGB int

@description('The end of a build that takes too long, in minutes.')
@minValue(6)
@maxValue(960)
param timeoutMinutes int

@description('The subnet of the build machine.')
param buildSubnetId string

@description('The subnet of the container instance that runs Packer, or nothing for the form with private link and proxy machine.')
param containerInstanceSubnetId string = ''

@description('The size of the proxy machine; only without containerInstanceSubnetId.')
param proxyVmSize string = ''

@description('A staging group of one\'s own, or nothing to let Azure make one.')
param stagingGroupId string = ''

@description('Tags for what Azure Image Builder makes in the staging group.')
param managedResourceTags tagMap

@description('The form in which the image is handed over.')
param distribution distributionKind

@description('The managed image, for managedImage.')
param managedImageId string = ''

@description('The image definition, for gallery.')
param galleryImageId string = ''

@description('The version of the image in its gallery, for gallery.')
param galleryVersion string = ''

@description('The regions of the version, for gallery.')
param targetRegions targetRegion[] = []

@description('Shallow copies nothing: for a version that is tried out, with one replica in its own region.')
param replicationMode 'Full' | 'Shallow' = 'Full'

@description('The name under which the build lists what it put out.')
@maxLength(64)
param runOutputName string

@description('Tags of the template and of the image.')
param tags tagMap

var marketplace = {
  type: 'PlatformImage'
  publisher: basePublisher
  offer: baseOffer
  sku: baseSku
  version: baseVersion
}

var source = empty(sourceImageId)
  ? marketplace
  : contains(toLower(sourceImageId), '/galleries/')
      ? { type: 'SharedImageVersion', imageVersionId: sourceImageId }
      : { type: 'ManagedImage', imageId: sourceImageId }

// Azure refuses a proxy size beside a container-instance subnet, even an empty one.
var vnetConfig = empty(containerInstanceSubnetId)
  ? union({ subnetId: buildSubnetId }, empty(proxyVmSize) ? {} : { proxyVmSize: proxyVmSize })
  : { subnetId: buildSubnetId, containerInstanceSubnetId: containerInstanceSubnetId }

var targets = {
  managedImage: {
    type: 'ManagedImage'
    imageId: managedImageId
    location: location
    runOutputName: runOutputName
    artifactTags: tags
  }
  gallery: {
    type: 'SharedImage'
    galleryImageId: empty(galleryVersion) ? galleryImageId : '${galleryImageId}/versions/${galleryVersion}'
    // A user of the latest version gets one that was released: the target Release takes this back.
    excludeFromLatest: true
    replicationMode: replicationMode
    targetRegions: targetRegions
    runOutputName: runOutputName
    artifactTags: tags
  }
  vhd: {
    type: 'VHD'
    runOutputName: runOutputName
    artifactTags: tags
  }
}

resource template 'Microsoft.VirtualMachineImages/imageTemplates@2025-10-01' = {
  name: imageTemplateName
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    source: source
    customize: customize
    validate: {
      continueDistributeOnFailure: false
      sourceValidationOnly: false
      inVMValidations: validate
    }
    errorHandling: {
      onCustomizerError: onCustomizerError
      onValidationError: onCustomizerError
    }
    distribute: [
      targets[distribution]
    ]
    vmProfile: {
      vmSize: vmSize
      osDiskSizeGB: osDiskSizeGB
      vnetConfig: vnetConfig
    }
    buildTimeoutInMinutes: timeoutMinutes
    managedResourceTags: managedResourceTags
    stagingResourceGroup: stagingGroupId
  }
}

@description('The name of the image template.')
output imageTemplateName string = template.name

@description('The image template.')
output imageTemplateResourceId string = template.id

@description('The name of the image that a build hands over.')
output imageName string = distribution == 'gallery' ? galleryVersion : last(split(managedImageId, '/'))

@description('The image that a build hands over; empty for a VHD, which has an address only after the build.')
output distributedImageResourceId string = distribution == 'gallery'
  ? '${galleryImageId}/versions/${galleryVersion}'
  : managedImageId
