metadata name = 'Network for trying out the pipeline'
metadata description = 'A virtual network in the recommended form: a build subnet, a subnet for container instances, security rules that allow only what a build needs, and a NAT gateway. Init writes a copy for you to change and deploy; the pipeline deploys no network.'

@description('Names of tags and their values.')
type tagMap = {
  *: string
}

@description('The region of the network, and so of the builder and the image.')
param location string = resourceGroup().location

@description('The name of the virtual network; everything else is named after it.')
param name string = 'vnet-jumpbox-builder'

@description('The address space: the first half is the build subnet, the second half the subnet for container instances.')
param addressPrefix string = '10.42.0.0/24'

@description('Tags of everything.')
param tags tagMap = {}

var buildPrefix = cidrSubnet(addressPrefix, 25, 0)
var containerPrefix = cidrSubnet(addressPrefix, 25, 1)

resource address 'Microsoft.Network/publicIPAddresses@2026-03-01' = {
  name: 'pip-${name}'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { publicIPAllocationMethod: 'Static' }
}

// Explicit outbound access: new subnets have none by default.
resource gateway 'Microsoft.Network/natGateways@2026-03-01' = {
  name: 'ng-${name}'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: {
    idleTimeoutInMinutes: 10
    publicIpAddresses: [{ id: address.id }]
  }
}

var denyAll = [
  for (direction, at) in ['Inbound', 'Outbound']: {
    name: 'DenyAll${direction}'
    properties: {
      priority: 4096
      direction: direction
      access: 'Deny'
      protocol: '*'
      sourceAddressPrefix: '*'
      sourcePortRange: '*'
      destinationAddressPrefix: '*'
      destinationPortRange: '*'
    }
  }
]

resource buildRules 'Microsoft.Network/networkSecurityGroups@2026-03-01' = {
  name: 'nsg-${name}-build'
  location: location
  tags: tags
  properties: {
    securityRules: concat(
      [
        {
          name: 'AllowSshFromContainers'
          properties: {
            description: 'Packer runs the customizers over SSH.'
            priority: 100
            direction: 'Inbound'
            access: 'Allow'
            protocol: 'Tcp'
            sourceAddressPrefix: containerPrefix
            sourcePortRange: '*'
            destinationAddressPrefix: buildPrefix
            destinationPortRange: '22'
          }
        }
        {
          name: 'AllowHttpsToInternet'
          properties: {
            description: 'Downloads of tools and packages, Azure management and storage.'
            priority: 100
            direction: 'Outbound'
            access: 'Allow'
            protocol: 'Tcp'
            sourceAddressPrefix: buildPrefix
            sourcePortRange: '*'
            destinationAddressPrefix: 'Internet'
            destinationPortRange: '443'
          }
        }
      ],
      denyAll
    )
  }
}

resource containerRules 'Microsoft.Network/networkSecurityGroups@2026-03-01' = {
  name: 'nsg-${name}-containers'
  location: location
  tags: tags
  properties: {
    securityRules: concat(
      [
        {
          name: 'AllowSshToBuildVm'
          properties: {
            description: 'Packer runs the customizers over SSH.'
            priority: 100
            direction: 'Outbound'
            access: 'Allow'
            protocol: 'Tcp'
            sourceAddressPrefix: containerPrefix
            sourcePortRange: '*'
            destinationAddressPrefix: buildPrefix
            destinationPortRange: '22'
          }
        }
        {
          name: 'AllowHttpsAndFilesToInternet'
          properties: {
            description: 'The image of the container, Azure management and storage, and the Azure Files share that it mounts.'
            priority: 110
            direction: 'Outbound'
            access: 'Allow'
            protocol: 'Tcp'
            sourceAddressPrefix: containerPrefix
            sourcePortRange: '*'
            destinationAddressPrefix: 'Internet'
            destinationPortRanges: ['443', '445']
          }
        }
      ],
      denyAll
    )
  }
}

resource network 'Microsoft.Network/virtualNetworks@2026-03-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    subnets: [
      {
        name: 'snet-build'
        properties: {
          addressPrefix: buildPrefix
          defaultOutboundAccess: false
          networkSecurityGroup: { id: buildRules.id }
          natGateway: { id: gateway.id }
        }
      }
      {
        name: 'snet-containers'
        properties: {
          addressPrefix: containerPrefix
          defaultOutboundAccess: false
          networkSecurityGroup: { id: containerRules.id }
          natGateway: { id: gateway.id }
          delegations: [
            {
              name: 'containerGroups'
              properties: { serviceName: 'Microsoft.ContainerInstance/containerGroups' }
            }
          ]
        }
      }
    ]
  }
}

@description('The build subnet: ./build.sh --target=Init --subnet=<this id>.')
output buildSubnetId string = resourceId('Microsoft.Network/virtualNetworks/subnets', network.name, 'snet-build')

@description('The subnet for container instances.')
output containerInstanceSubnetId string = resourceId(
  'Microsoft.Network/virtualNetworks/subnets',
  network.name,
  'snet-containers'
)
