using './shape-verified-module.bicep'

param name = 'vmimg'
param baseTime = '2026-01-02-03-04-05'
param imageSource = {
  type: 'PlatformImage'
  publisher: 'Canonical'
  offer: 'ubuntu-24_04-lts'
  sku: 'server'
  version: 'latest'
}
param managedIdentities = {
  userAssignedResourceIds: [
    '/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-corpus/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-builder'
  ]
}
param distributions = [
  { type: 'ManagedImage', imageName: 'mi-vmimg' }
]
param customizationSteps = [
  { type: 'Shell', name: 'hello', inline: ['echo hello'] }
]
param lock = { kind: 'CanNotDelete' }
param roleAssignments = [
  { roleDefinitionIdOrName: 'Reader', principalId: '0c1b2a39-4857-4665-8d7c-9ba8c7d6e5f4', principalType: 'User' }
]
param tags = { env: 'test' }
