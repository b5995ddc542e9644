// what: an existing resource that does not exist, read by a body
// azure: refuses refused
param location string = resourceGroup().location
resource w 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = { name: 'id-absent' }
resource t 'Microsoft.Network/routeTables@2023-11-01' = { name: 'rt-a', location: location, properties: { routes: [{ name: 'r', properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance', nextHopIpAddress: w.properties.principalId } }] } }
output id string = t.id
