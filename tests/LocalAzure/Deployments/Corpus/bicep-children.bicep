resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet'
  location: resourceGroup().location
  properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } }

  resource inside 'subnets' = {
    name: 'inside'
    properties: { addressPrefix: '10.0.0.0/24' }
  }
}

resource beside 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {
  parent: network
  name: 'beside'
  properties: { addressPrefix: '10.0.1.0/24' }
  dependsOn: [network::inside]
}

resource gallery 'Microsoft.Compute/galleries@2023-07-03' = {
  name: 'gal'
  location: resourceGroup().location

  resource definition 'images' = {
    name: 'jumpbox'
    location: resourceGroup().location
    properties: {
      osType: 'Linux'
      osState: 'Generalized'
      hyperVGeneration: 'V2'
      identifier: { publisher: 'p', offer: 'o', sku: 's' }
    }
  }
}

output inside string = network::inside.id
output beside string = beside.name
output definition string = gallery::definition.id
output prefix string = beside.properties.addressPrefix
