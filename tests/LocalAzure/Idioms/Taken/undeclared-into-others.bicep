// what: an inline subnet's id, read from the network, goes into an endpoint and a firewall
// azure: ok
// out: hop="10.7.0.4"
// out: approved="Approved"
// out: card=true
param location string = resourceGroup().location

resource net 'Microsoft.Network/virtualNetworks@2023-11-01' = { name: 'vnet-fw', location: location, properties: { addressSpace: { addressPrefixes: ['10.7.0.0/16'] }, subnets: [{ name: 'AzureFirewallSubnet', properties: { addressPrefix: '10.7.0.0/26' } }, { name: 'pe', properties: { addressPrefix: '10.7.1.0/24' } }] } }
resource ip 'Microsoft.Network/publicIPAddresses@2023-11-01' = { name: 'pip-fw', location: location, sku: { name: 'Standard' }, properties: { publicIPAllocationMethod: 'Static' } }
resource policy 'Microsoft.Network/firewallPolicies@2023-11-01' = { name: 'fwp', location: location, properties: { sku: { tier: 'Standard' } } }
resource wall 'Microsoft.Network/azureFirewalls@2023-11-01' = { name: 'fw', location: location, properties: { sku: { name: 'AZFW_VNet', tier: 'Standard' }, firewallPolicy: { id: policy.id }, ipConfigurations: [{ name: 'c', properties: { subnet: { id: net.properties.subnets[0].id }, publicIPAddress: { id: ip.id } } }] } }
resource store 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'stpe${uniqueString(resourceGroup().id)}', location: location, kind: 'StorageV2', sku: { name: 'Standard_LRS' } }
resource pe 'Microsoft.Network/privateEndpoints@2023-11-01' = { name: 'pe', location: location, properties: { subnet: { id: net.properties.subnets[1].id }, privateLinkServiceConnections: [{ name: 'blob', properties: { privateLinkServiceId: store.id, groupIds: ['blob'] } }] } }
resource table 'Microsoft.Network/routeTables@2023-11-01' = { name: 'rt-fw', location: location, properties: { routes: [{ name: 'out', properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance', nextHopIpAddress: wall.properties.ipConfigurations[0].properties.privateIPAddress } }] } }
output hop string = table.properties.routes[0].properties.nextHopIpAddress
output approved string = pe.properties.privateLinkServiceConnections[0].properties.privateLinkServiceConnectionState.status
output card bool = contains(pe.properties.networkInterfaces[0].id, '/networkInterfaces/')
