// what: two networks with peerings both ways
// azure: ok
// out: state="Connected"
// out: transit=false
param location string = resourceGroup().location

resource hub 'Microsoft.Network/virtualNetworks@2023-11-01' = { name: 'vnet-hub', location: location, properties: { addressSpace: { addressPrefixes: ['10.30.0.0/16'] } } }
resource spoke 'Microsoft.Network/virtualNetworks@2023-11-01' = { name: 'vnet-spoke', location: location, properties: { addressSpace: { addressPrefixes: ['10.31.0.0/16'] } } }
resource out 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2023-11-01' = { parent: hub, name: 'out', properties: { remoteVirtualNetwork: { id: spoke.id }, allowForwardedTraffic: true } }
resource back 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2023-11-01' = { parent: spoke, name: 'back', properties: { remoteVirtualNetwork: { id: hub.id } }, dependsOn: [out] }
output state string = back.properties.peeringState
output transit bool = out.properties.allowGatewayTransit
