param left string
param right string
@secure()
param secret string
resource a 'Microsoft.Network/virtualNetworks@2024-05-01' existing = { name: last(split(left, '/')) }
resource p 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2024-05-01' = { parent: a, name: 'to-${last(split(right, '/'))}', properties: { remoteVirtualNetwork: { id: right }, allowVirtualNetworkAccess: !empty(secret) } }
output name string = p.name
