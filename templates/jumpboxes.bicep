metadata name = 'Jump boxes of one revision'
metadata description = 'The machines that the target Rollout creates from a released image: a scale set or single machines. Another image or other settings have another name, so that nothing is changed in place. Deployed to the group of the machines.'

import { tagMap } from 'types.bicep'

@description('The region of the subnet.')
param location string

@description('A uniform or flexible scale set, or single machines.')
param kind 'uniform' | 'flexible' | 'machines'

@description('The name of the scale set; with a dash and a number, that of a machine.')
@maxLength(60)
param name string

@description('The beginning of the host names of a scale set; Azure allows 15 characters.')
@maxLength(15)
param computerNamePrefix string

@description('How many instances a scale set has.')
@minValue(0)
param instances int

@description('The numbers of the single machines to create.')
param numbers int[]

@description('The size of the machines.')
param size string

@description('The availability zones; empty for none.')
param zones string[]

@description('The subnet of the machines.')
param subnetId string

@description('The image: a gallery version or a managed image.')
param imageId string

@description('Trusted Launch, with Secure Boot and vTPM: where image and size have it.')
param hasTrustedLaunch bool

@description('Where the ephemeral OS disk is; empty for a managed disk.')
param diskPlacement '' | 'CacheDisk' | 'ResourceDisk' | 'NvmeDisk'

@description('The user that Azure requires, which cloud-init does not create, because its users do not include the default one.')
param adminUsername string

@description('The public key of that user, which nobody has the private key of.')
param adminKey string

@description('The configuration of cloud-init.')
param cloudConfig string

@description('The user-assigned identity of the machines, or nothing.')
param identityId string

@description('Entra login, which requires a system-assigned identity.')
param usesEntra bool

@description('The data collection rule of the machines, or nothing.')
param dataCollectionRuleId string

@description('The port at which a machine checks its health.')
param healthPort int

@description('The path of the health request, or nothing for a TCP connection.')
param healthPath string

@description('Tags of everything.')
param tags tagMap

var isSet = kind != 'machines'
var identityType = join(concat(usesEntra ? ['SystemAssigned'] : [], empty(identityId) ? [] : ['UserAssigned']), ', ')
var identity = empty(identityType)
  ? null
  : union({ type: identityType }, empty(identityId) ? {} : { userAssignedIdentities: { '${identityId}': {} } })

// An ephemeral disk has no other caching: azure-compute-docs, ephemeral-os-disks.md.
var osDisk = union(
  { createOption: 'FromImage' },
  empty(diskPlacement) ? {} : { caching: 'ReadOnly', diffDiskSettings: { option: 'Local', placement: diskPlacement } },
  kind == 'uniform' ? {} : { deleteOption: 'Delete' }
)

var linux = {
  disablePasswordAuthentication: true
  ssh: {
    publicKeys: [
      {
        path: '/home/${adminUsername}/.ssh/authorized_keys'
        keyData: adminKey
      }
    ]
  }
}

var security = hasTrustedLaunch
  ? {
      securityType: 'TrustedLaunch'
      uefiSettings: { secureBootEnabled: true, vTpmEnabled: true }
    }
  : null

var extensions = concat(
  [
    {
      name: 'health'
      publisher: 'Microsoft.ManagedServices'
      type: 'ApplicationHealthLinux'
      version: '2.0'
      settings: union(
        { protocol: empty(healthPath) ? 'tcp' : 'http', port: healthPort, intervalInSeconds: 15, numberOfProbes: 2 },
        empty(healthPath) ? {} : { requestPath: healthPath }
      )
    }
  ],
  empty(dataCollectionRuleId)
    ? []
    : [
        {
          name: 'monitor'
          publisher: 'Microsoft.Azure.Monitor'
          type: 'AzureMonitorLinuxAgent'
          version: '1.29'
          settings: usesEntra
            ? {}
            : { authentication: { managedIdentity: { 'identifier-name': 'mi_res_id', 'identifier-value': identityId } } }
        }
      ],
  usesEntra
    ? [
        {
          name: 'login'
          publisher: 'Microsoft.Azure.ActiveDirectory'
          type: 'AADSSHLoginForLinux'
          version: '1.0'
          settings: {}
        }
      ]
    : []
)

// One after the other, because each installs packages.
var profiles = [
  for (extension, index) in extensions: {
    name: extension.name
    properties: {
      publisher: extension.publisher
      type: extension.type
      typeHandlerVersion: extension.version
      autoUpgradeMinorVersion: true
      settings: extension.settings
      provisionAfterExtensions: index == 0 ? [] : [extensions[index - 1].name]
    }
  }
]

resource set 'Microsoft.Compute/virtualMachineScaleSets@2026-04-01' = if (isSet) {
  name: name
  location: location
  tags: tags
  zones: empty(zones) ? null : zones
  identity: identity
  sku: {
    name: size
    tier: 'Standard'
    capacity: instances
  }
  properties: union(
    {
      orchestrationMode: kind == 'flexible' ? 'Flexible' : 'Uniform'
      virtualMachineProfile: {
        osProfile: {
          computerNamePrefix: computerNamePrefix
          adminUsername: adminUsername
          customData: base64(cloudConfig)
          linuxConfiguration: linux
        }
        storageProfile: {
          imageReference: { id: imageId }
          osDisk: osDisk
        }
        securityProfile: security
        networkProfile: union(
          {
            networkInterfaceConfigurations: [
              {
                name: 'nic'
                properties: {
                  primary: true
                  ipConfigurations: [
                    {
                      name: 'ip'
                      properties: {
                        primary: true
                        subnet: { id: subnetId }
                      }
                    }
                  ]
                }
              }
            ]
          },
          kind == 'flexible' ? { networkApiVersion: '2022-11-01' } : {}
        )
        diagnosticsProfile: {
          bootDiagnostics: { enabled: true }
        }
        extensionProfile: {
          extensions: profiles
        }
      }
    },
    kind == 'flexible'
      ? { platformFaultDomainCount: 1 }
      : { overprovision: false, upgradePolicy: { mode: 'Manual' } }
  )
}

resource setRule 'Microsoft.Insights/dataCollectionRuleAssociations@2024-03-11' = if (isSet && !empty(dataCollectionRuleId)) {
  scope: set
  name: 'jumpbox'
  properties: {
    dataCollectionRuleId: dataCollectionRuleId
  }
}

resource cards 'Microsoft.Network/networkInterfaces@2026-03-01' = [
  for number in (isSet ? [] : numbers): {
    name: '${name}-${number}'
    location: location
    tags: tags
    properties: {
      ipConfigurations: [
        {
          name: 'ip'
          properties: {
            subnet: { id: subnetId }
          }
        }
      ]
    }
  }
]

resource machines 'Microsoft.Compute/virtualMachines@2026-04-01' = [
  for (number, index) in (isSet ? [] : numbers): {
    name: '${name}-${number}'
    location: location
    tags: tags
    zones: empty(zones) ? null : [zones[(number - 1) % length(zones)]]
    identity: identity
    properties: {
      hardwareProfile: { vmSize: size }
      osProfile: {
        computerName: '${name}-${number}'
        adminUsername: adminUsername
        customData: base64(cloudConfig)
        linuxConfiguration: linux
      }
      storageProfile: {
        imageReference: { id: imageId }
        osDisk: union(osDisk, { name: '${name}-${number}' })
      }
      securityProfile: security
      networkProfile: {
        networkInterfaces: [
          {
            id: cards[index].id
            properties: { primary: true, deleteOption: 'Delete' }
          }
        ]
      }
      diagnosticsProfile: {
        bootDiagnostics: { enabled: true }
      }
    }
  }
]

resource machineExtensions 'Microsoft.Compute/virtualMachines/extensions@2026-04-01' = [
  for index in range(0, isSet ? 0 : length(numbers) * length(extensions)): {
    parent: machines[index % length(numbers)]
    name: profiles[index / length(numbers)].name
    location: location
    tags: tags
    properties: profiles[index / length(numbers)].properties
  }
]

resource machineRules 'Microsoft.Insights/dataCollectionRuleAssociations@2024-03-11' = [
  for (number, index) in (isSet || empty(dataCollectionRuleId) ? [] : numbers): {
    scope: machines[index]
    name: 'jumpbox'
    properties: {
      dataCollectionRuleId: dataCollectionRuleId
    }
  }
]
