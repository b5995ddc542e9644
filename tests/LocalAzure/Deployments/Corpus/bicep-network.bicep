param location string = resourceGroup().location
param space string = '10.20.0.0/16'

resource nsg 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'nsg-build'
  location: location
  properties: {
    securityRules: [
      {
        name: 'AllowLoadBalancerToProxy'
        properties: {
          priority: 400
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'AzureLoadBalancer'
          sourcePortRange: '*'
          destinationAddressPrefix: 'VirtualNetwork'
          destinationPortRange: '60000-60001'
        }
      }
    ]
  }
}

resource address 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: 'pip-nat'
  location: location
  sku: { name: 'Standard' }
  properties: { publicIPAllocationMethod: 'Static' }
}

resource nat 'Microsoft.Network/natGateways@2024-05-01' = {
  name: 'nat'
  location: location
  sku: { name: 'Standard' }
  properties: { publicIpAddresses: [{ id: address.id }] }
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet'
  location: location
  properties: {
    addressSpace: { addressPrefixes: [space] }
    subnets: [
      for (name, i) in ['build', 'containers']: {
        name: name
        properties: {
          addressPrefix: cidrSubnet(space, 24, i)
          networkSecurityGroup: { id: nsg.id }
          natGateway: name == 'build' ? { id: nat.id } : null
          privateLinkServiceNetworkPolicies: name == 'build' ? 'Disabled' : 'Enabled'
          delegations: name == 'containers'
            ? [{ name: 'aci', properties: { serviceName: 'Microsoft.ContainerInstance/containerGroups' } }]
            : []
        }
      }
    ]
  }
}

output subnets array = [for s in ['build', 'containers']: resourceId('Microsoft.Network/virtualNetworks/subnets', network.name, s)]
output guidOf string = network.properties.resourceGuid
