@secure()
param key string
@secure()
param both object
param location string = resourceGroup().location
resource group 'Microsoft.ContainerInstance/containerGroups@2023-05-01' = {
  name: 'ci-secret-user'
  location: location
  properties: {
    osType: 'Linux'
    restartPolicy: 'OnFailure'
    containers: [{ name: 'main', properties: {
      image: 'mcr.microsoft.com/azuredocs/aci-helloworld:latest'
      environmentVariables: [{ name: 'PLAIN', value: 'x' }, { name: 'KEY', secureValue: key }]
      resources: { requests: { cpu: 1, memoryInGB: 1 } }
    } }]
  }
}
output length int = length(key)
output different bool = both.first != both.second
output variables array = map(group.properties.containers[0].properties.environmentVariables, v => v.name)
output hidden bool = !contains(group.properties.containers[0].properties.environmentVariables[1], 'secureValue')
