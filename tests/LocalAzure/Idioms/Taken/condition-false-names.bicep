// what: false resources with an empty name, a nameless region and children
// azure: ok
// out: id="id-n"
param location string = resourceGroup().location

param on bool = false
param name string = ''
resource net 'Microsoft.Network/virtualNetworks@2023-11-01' = if (on) {
  name: name
  location: 'nowhere'
  properties: { addressSpace: { addressPrefixes: [] } }
  resource part 'subnets' = { name: 'x', properties: { addressPrefix: '' } }
}
resource who 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: 'id-n', location: location, dependsOn: [net] }
output id string = on ? net::part.id : who.name
