param zone string
param account string
resource record 'Microsoft.Network/privateDnsZones/A@2020-06-01' existing = { name: '${zone}/${account}' }
output address string = record.properties.aRecords[0].ipv4Address
