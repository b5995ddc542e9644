// what: identity, grant and an image template that makes a VHD, steps from a loop
// azure: ok
// out: state="Succeeded"
// out: principal=true
// out: steps=["one","two"]
// out: last="never"
param location string = resourceGroup().location

resource who 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: 'id-vhd', location: location }
resource give 'Microsoft.Authorization/roleAssignments@2022-04-01' = { name: guid(resourceGroup().id, who.id), properties: { principalId: who.properties.principalId, principalType: 'ServicePrincipal', roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b24988ac-6180-42a0-ab88-20f7382dd24c') } }
resource build 'Microsoft.VirtualMachineImages/imageTemplates@2024-02-01' = {
  name: 'it-vhd'
  location: location
  tags: { empty: null, kind: 'vhd' }
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${who.id}': {} } }
  properties: {
    buildTimeoutInMinutes: 90
    vmProfile: { vmSize: 'Standard_D2s_v3', osDiskSizeGB: 64, vnetConfig: null }
    source: { type: 'PlatformImage', publisher: 'Canonical', offer: 'ubuntu-24_04-lts', sku: 'server', version: 'latest' }
    customize: [for s in ['one', 'two']: { type: 'Shell', name: s, inline: ['echo ${s}'] }]
    distribute: [{ type: 'VHD', runOutputName: 'vhd', artifactTags: { a: null, b: 'c' } }]
  }
  dependsOn: [give]
}
output state string = build.properties.provisioningState
output principal bool = build.identity.userAssignedIdentities[who.id].principalId == who.properties.principalId
output steps array = map(build.properties.customize, c => c.name)
output last string = build.properties.?lastRunStatus.?runState ?? 'never'
