param location string = resourceGroup().location
param space string = '10.0.0.0/16'
@secure()
param secret string
param fromSecret string = 'x${secret}'
var shouted = toUpper(secret)

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'a'
  location: location
  tags: { t: 'x' }
  properties: {
    addressSpace: { addressPrefixes: [space] }
    enableDdosProtection: !empty(space)
    flowTimeoutInMinutes: length(identity.properties.clientId)
  }
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'b'
  location: location
}

resource subnet 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {
  parent: network
  name: 'c'
  properties: {
    addressPrefix: network.properties.addressSpace.addressPrefixes[0]
    #disable-next-line BCP037
    x: { place: network.location, y: secret, z: shouted, w: fromSecret }
  }
}

module inner 'bicep-foreseen-module.bicep' = {
  params: { secret: secret, plain: shouted, prefix: subnet.properties.addressPrefix }
}

output prefix string = network.properties.addressSpace.addressPrefixes[0]
output space object = network.properties.addressSpace
output place string = network.location
output tags object = network.tags
output timeout int = network.properties.flowTimeoutInMinutes
output state string = network.properties.provisioningState
output protected bool = network.properties.enableDdosProtection
output subnetPrefix string = subnet.properties.addressPrefix
output fromSecret string = fromSecret
output plain string = inner.outputs.plain
output both string = inner.outputs.both
