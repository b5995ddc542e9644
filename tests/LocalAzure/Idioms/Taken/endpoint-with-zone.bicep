// what: a storage account behind a private endpoint, with its DNS zone, link, zone group and record
// azure: ok
// out: zones=["privatelink-blob"]
// out: status="Approved"
// out: address="10.7.1.4"
// out: linked=true
param location string = resourceGroup().location
param zone string = 'privatelink.blob.core.windows.net'
resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'vnet-pe', location: location, properties: { addressSpace: { addressPrefixes: ['10.7.0.0/16'] }, subnets: [{ name: 'pe', properties: { addressPrefix: '10.7.1.0/24', privateEndpointNetworkPolicies: 'Disabled' } }] } }
resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'stpe${uniqueString(resourceGroup().id)}', location: location, kind: 'StorageV2', sku: { name: 'Standard_ZRS' }, properties: { publicNetworkAccess: 'Disabled', networkAcls: { defaultAction: 'Deny' } } }
resource dns 'Microsoft.Network/privateDnsZones@2020-06-01' = { name: zone, location: 'global' }
resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = { parent: dns, name: 'to-${net.name}', location: 'global', properties: { registrationEnabled: false, virtualNetwork: { id: net.id } } }
resource pe 'Microsoft.Network/privateEndpoints@2024-05-01' = { name: 'pe-blob', location: location, properties: { subnet: { id: net.properties.subnets[0].id }, customNetworkInterfaceName: 'nic-pe-blob', privateLinkServiceConnections: [{ name: 'blob', properties: { privateLinkServiceId: account.id, groupIds: ['blob'] } }] } }
resource group 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = { parent: pe, name: 'default', properties: { privateDnsZoneConfigs: [{ name: 'privatelink-blob', properties: { privateDnsZoneId: dns.id } }] } }
resource card 'Microsoft.Network/networkInterfaces@2024-05-01' existing = { name: 'nic-pe-blob' }
module read 'parts/record.bicep' = { name: 'read-record', params: { zone: dns.name, account: account.name }, dependsOn: [group] }
output zones array = map(group.properties.privateDnsZoneConfigs, c => c.name)
output status string = pe.properties.privateLinkServiceConnections[0].properties.privateLinkServiceConnectionState.status
output address string = read.outputs.address
output linked bool = endsWith(link.properties.virtualNetwork.id, net.name)
