// what: a type by each of several dates between the usual ones
// azure: ok
// out: state="Unattached"
// out: level="CanNotDelete"
// out: name="ci-v"
param location string = resourceGroup().location

resource a 'Microsoft.ContainerInstance/containerGroups@2022-10-01-preview' = { name: 'ci-v', location: location, properties: { osType: 'Linux', containers: [{ name: 'm', properties: { image: 'mcr.microsoft.com/azuredocs/aci-helloworld:latest', resources: { requests: { cpu: 1, memoryInGB: 1 } } } }] } }
resource b 'Microsoft.Authorization/locks@2016-09-01' = { name: 'lock-v', properties: { level: 'CanNotDelete' } }
resource c 'Microsoft.Compute/disks@2022-03-02' = { name: 'disk-v', location: location, sku: { name: 'Standard_LRS' }, properties: { creationData: { createOption: 'Empty' }, diskSizeGB: 32 } }
output state string = c.properties.diskState
output level string = b.properties.level
output name string = a.name
