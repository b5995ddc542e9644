// what: a container group with ports, volumes, probes, an init container and two identities
// azure: ok
// out: principals=true
// out: own=36
// out: fqdn=true
// out: state="Running"
// out: restart="Always"
// out: running="Running"
param location string = resourceGroup().location

resource who 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = [for n in ['x', 'y']: { name: 'id-${n}', location: location }]
resource group 'Microsoft.ContainerInstance/containerGroups@2023-05-01' = {
  name: 'ci-full'
  location: location
  identity: { type: 'SystemAssigned, UserAssigned', userAssignedIdentities: { '${who[0].id}': {}, '${who[1].id}': {} } }
  properties: {
    osType: 'Linux'
    ipAddress: { type: 'Public', dnsNameLabel: 'ci-full', ports: [{ port: 80, protocol: 'TCP' }] }
    volumes: [{ name: 'empty', emptyDir: {} }, { name: 'conf', secret: { 'a.txt': base64('hello') } }]
    initContainers: [{ name: 'pre', properties: { image: 'mcr.microsoft.com/azurelinux/base/core:3.0', command: ['true'] } }]
    containers: [{ name: 'main', properties: { image: 'mcr.microsoft.com/azuredocs/aci-helloworld:latest', ports: [{ port: 80 }], volumeMounts: [{ name: 'conf', mountPath: '/conf', readOnly: true }], livenessProbe: { httpGet: { path: '/', port: 80 }, periodSeconds: 10 }, resources: { requests: { cpu: 1, memoryInGB: json('1.5') }, limits: { cpu: 2, memoryInGB: 2 } } } }]
  }
}
output principals bool = group.identity.userAssignedIdentities[who[1].id].principalId == who[1].properties.principalId
output own int = length(group.identity.principalId)
output fqdn bool = startsWith(group.properties.ipAddress.fqdn, 'ci-full.')
output state string = group.properties.instanceView.state
output restart string = group.properties.restartPolicy
output running string = group.properties.containers[0].properties.instanceView.currentState.state
