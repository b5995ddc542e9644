using '../../../../templates/identity.bicep'

param location = 'eastus2'
param identityName = 'id-aks-jumpbox-builder'
param networkRoleGuid = '4d97b98b-1d4f-4787-a291-c67834d212e7'
param imageRoleGuid = 'b24988ac-6180-42a0-ab88-20f7382dd24c'
param networkSubscriptionId = '5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f'
param networkGroupName = 'rg-network-eastus2'
param virtualNetworkName = 'vnet-imagebuilder'
param imageSubscriptionId = '5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f'
param imageGroupName = 'rg-jumpbox-images'
param tags = { 'jumpbox:owner': 'us' }
