param count int = 3
param places array = [
  { name: 'one', region: 'eastus2' }
  { name: 'two', region: 'westeurope' }
]

resource identities 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = [
  for i in range(0, count): {
    name: 'id-${i}'
    location: resourceGroup().location
  }
]

resource tables 'Microsoft.Network/routeTables@2024-05-01' = [
  for (place, i) in places: if (i < 5) {
    name: 'rt-${place.name}-${i}'
    location: place.region
    properties: {
      routes: [
        for j in range(0, i + 1): {
          name: 'r${j}'
          properties: { addressPrefix: cidrSubnet('10.0.0.0/8', 16, j), nextHopType: 'VnetLocal' }
        }
      ]
    }
  }
]

@batchSize(1)
resource addresses 'Microsoft.Network/publicIPAddresses@2024-05-01' = [
  for place in items({ b: 'x', a: 'y' }): {
    name: 'pip-${place.key}-${place.value}'
    location: 'eastus2'
  }
]

output ids array = [for i in range(0, count): identities[i].id]
output clients array = [for i in range(0, count): identities[i].properties.clientId]
output names array = [for (place, i) in places: tables[i].name]
output lastAddress string = addresses[1].name
