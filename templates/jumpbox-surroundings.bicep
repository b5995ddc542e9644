metadata name = 'Surroundings of the jump boxes'
metadata description = 'What all revisions of the jump boxes share: their identity with its roles, the data collection rule, and Bastion. Deployed to the group of the machines.'

import { groupRole, tagMap } from 'types.bicep'

@description('The region of the machines.')
param location string

@description('The name of the identity to create, or nothing.')
param identityName string

@description('The roles of the identity.')
param roles groupRole[]

@description('The name of the data collection rule, or nothing.')
param ruleName string

@description('The Log Analytics workspace of the rule.')
param workspaceId string

@description('The name of the Bastion to create, or nothing.')
param bastionName string

@description('The SKU of the Bastion.')
param bastionSku 'Developer' | 'Basic' | 'Standard'

@description('The virtual network of the machines.')
param virtualNetworkId string

@description('Tags of everything.')
param tags tagMap

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = if (!empty(identityName)) {
  name: empty(identityName) ? 'none' : identityName
  location: location
  tags: tags
}

module assignments 'modules/group-assignment.bicep' = [
  for role in roles: {
    scope: resourceGroup(role.subscriptionId, role.groupName)
    params: {
      roleGuid: role.roleGuid
      identityId: toLower(resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', identityName))
      principalId: identity!.properties.principalId
      purpose: 'Jump boxes: the role that the settings name.'
    }
  }
]

// There is no facility "sudo": it logs to authpriv. auditd reaches it by its own plugin for syslog.
resource rule 'Microsoft.Insights/dataCollectionRules@2024-03-11' = if (!empty(ruleName)) {
  name: empty(ruleName) ? 'none' : ruleName
  location: location
  tags: tags
  kind: 'Linux'
  properties: {
    dataSources: {
      syslog: [
        {
          name: 'sign-ins'
          streams: ['Microsoft-Syslog']
          facilityNames: ['auth', 'authpriv']
          logLevels: ['Debug', 'Info', 'Notice', 'Warning', 'Error', 'Critical', 'Alert', 'Emergency']
        }
        {
          name: 'system'
          streams: ['Microsoft-Syslog']
          facilityNames: ['cron', 'daemon', 'kern', 'syslog', 'user']
          logLevels: ['Warning', 'Error', 'Critical', 'Alert', 'Emergency']
        }
      ]
      performanceCounters: [
        {
          name: 'performance'
          streams: ['Microsoft-Perf']
          samplingFrequencyInSeconds: 60
          counterSpecifiers: [
            'Processor(*)\\% Processor Time'
            'Memory(*)\\% Used Memory'
            'Logical Disk(*)\\% Used Space'
            'Network(*)\\Total Bytes'
          ]
        }
      ]
    }
    destinations: {
      logAnalytics: [
        {
          name: 'workspace'
          workspaceResourceId: workspaceId
        }
      ]
    }
    dataFlows: [
      {
        streams: ['Microsoft-Syslog', 'Microsoft-Perf']
        destinations: ['workspace']
      }
    ]
  }
}

// Developer is a shared host: it needs no address and no subnet.
var hasOwnHost = !empty(bastionName) && bastionSku != 'Developer'

resource address 'Microsoft.Network/publicIPAddresses@2026-03-01' = if (hasOwnHost) {
  name: empty(bastionName) ? 'none' : 'pip-${bastionName}'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: {
    publicIPAllocationMethod: 'Static'
  }
}

resource bastion 'Microsoft.Network/bastionHosts@2026-03-01' = if (!empty(bastionName)) {
  name: empty(bastionName) ? 'none' : bastionName
  location: location
  tags: tags
  sku: { name: bastionSku }
  properties: hasOwnHost
    ? union(
        {
          ipConfigurations: [
            {
              name: 'ip'
              properties: {
                publicIPAddress: { id: address.id }
                subnet: { id: '${virtualNetworkId}/subnets/AzureBastionSubnet' }
              }
            }
          ]
        },
        bastionSku == 'Standard' ? { enableTunneling: true } : {}
      )
    : { virtualNetwork: { id: virtualNetworkId } }
}
