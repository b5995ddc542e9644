using '../../../../templates/image.bicep'

param location = 'eastus2'
param imageTemplateName = 'imgt-jumpbox'
param identityId = '/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-builders/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-builder'
param basePublisher = 'Canonical'
param baseOffer = 'ubuntu-24_04-lts'
param baseSku = 'server'
param baseVersion = '24.04.202609040'
param customize = [
  { type: 'Shell', name: 'first', inline: ['[ -f /etc/os-release ]', 'echo "it\'s ['] }
]
param validate = [
  { type: 'Shell', name: 'check', inline: ['true'] }
]
param onCustomizerError = 'cleanup'
param vmSize = 'Standard_D2ds_v4'
param osDiskSizeGB = 0
param timeoutMinutes = 60
param buildSubnetId = '/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-network-eastus2/providers/Microsoft.Network/virtualNetworks/v/subnets/build'
param managedResourceTags = { a: 'b' }
param runOutputName = 'jumpbox'
param tags = { 'jumpbox:owner': 'us' }
param distribution = 'gallery'
param galleryImageId = '/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-g/providers/Microsoft.Compute/galleries/g/images/jumpbox'
param galleryVersion = '1.2.3'
param targetRegions = [{ name: 'eastus2' }, { name: 'westeurope', replicaCount: 2, storageAccountType: 'Standard_ZRS' }]
param proxyVmSize = 'Standard_A1_v2'
param stagingGroupId = '/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-staging'
