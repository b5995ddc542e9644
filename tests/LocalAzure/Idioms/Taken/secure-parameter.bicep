// what: a secure parameter with a default from newGuid() into a container and a secure output
// azure: ok
// out: name="ci-param"
param location string = resourceGroup().location

@secure()
param secret string = newGuid()
resource group 'Microsoft.ContainerInstance/containerGroups@2023-05-01' = { name: 'ci-param', location: location, properties: { osType: 'Linux', containers: [{ name: 'main', properties: { image: 'mcr.microsoft.com/azuredocs/aci-helloworld:latest', environmentVariables: [{ name: 'S', secureValue: secret }], resources: { requests: { cpu: 1, memoryInGB: 1 } } } }] } }
@secure()
output handed string = '${secret}!'
output name string = group.name
