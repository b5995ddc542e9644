using './shape-original.json'

param subnetId = '/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-network-eastus2/providers/Microsoft.Network/virtualNetworks/vnet-original/subnets/snet-build'
param stamp = '20260102030405'
param imageRoleGuid = 'b24988ac-6180-42a0-ab88-20f7382dd24c'
param networkRoleGuid = '4d97b98b-1d4f-4787-a291-c67834d212e7'
