// what: a role on a subnet of this deployment's network, given by a module
// azure: ok
// out: on=true
param location string = resourceGroup().location

resource net 'Microsoft.Network/virtualNetworks@2023-11-01' = { name: 'vnet-role', location: location, properties: { addressSpace: { addressPrefixes: ['10.4.0.0/16'] }, subnets: [{ name: 'build', properties: { addressPrefix: '10.4.0.0/24' } }] } }
resource who 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: 'id-role', location: location }
module give 'parts/role-on-subnet.bicep' = { name: 'give', params: { network: net.name, subnet: net.properties.subnets[0].name, principalId: who.properties.principalId } }
output on bool = toLower(give.outputs.on) == toLower(net.properties.subnets[0].id)
