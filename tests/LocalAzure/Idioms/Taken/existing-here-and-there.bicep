// what: existing resources of this group and of another one, a chain of parents
// azure: ok
// out: place="eastus2"
// out: same=true
// out: id="snet-build"
param location string = resourceGroup().location

resource net 'Microsoft.Network/virtualNetworks@2023-11-01' existing = { name: 'vnet-imagebuilder', scope: resourceGroup('rg-network-eastus2') }
resource build 'Microsoft.Network/virtualNetworks/subnets@2023-11-01' existing = { parent: net, name: 'snet-build' }
resource who 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: 'id-e', location: location }
output place string = net.location
output same bool = contains(net.properties.addressSpace.addressPrefixes, '10.42.0.0/24') || length(build.properties.addressPrefix) > 8
output id string = last(split(build.id, '/'))
