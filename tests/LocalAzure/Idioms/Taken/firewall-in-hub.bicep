// what: an Azure Firewall with a policy, and the route to the address that it gets
// azure: ok
// out: same=true
// out: tier="Standard"
param location string = resourceGroup().location
resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'vnet-afw', location: location, properties: { addressSpace: { addressPrefixes: ['10.5.0.0/16'] }, subnets: [{ name: 'AzureFirewallSubnet', properties: { addressPrefix: '10.5.0.0/26' } }, { name: 'AzureFirewallManagementSubnet', properties: { addressPrefix: '10.5.0.64/26' } }] } }
resource addresses 'Microsoft.Network/publicIPAddresses@2024-05-01' = [for i in range(0, 2): { name: 'pip-afw-${i}', location: location, sku: { name: 'Standard' }, properties: { publicIPAllocationMethod: 'Static' } }]
resource policy 'Microsoft.Network/firewallPolicies@2024-05-01' = { name: 'afwp', location: location, properties: { sku: { tier: 'Standard' } } }
resource fw 'Microsoft.Network/azureFirewalls@2024-05-01' = { name: 'afw', location: location, properties: { sku: { name: 'AZFW_VNet', tier: 'Standard' }, firewallPolicy: { id: policy.id }, ipConfigurations: [{ name: 'one', properties: { subnet: { id: net.properties.subnets[0].id }, publicIPAddress: { id: addresses[0].id } } }], managementIpConfiguration: { name: 'm', properties: { subnet: { id: resourceId('Microsoft.Network/virtualNetworks/subnets', net.name, 'AzureFirewallManagementSubnet') }, publicIPAddress: { id: addresses[1].id } } } } }
resource table 'Microsoft.Network/routeTables@2024-05-01' = { name: 'rt-afw', location: location, properties: { routes: [{ name: 'all', properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance', nextHopIpAddress: fw.properties.ipConfigurations[0].properties.privateIPAddress } }] } }
output same bool = table.properties.routes[0].properties.nextHopIpAddress == fw.properties.ipConfigurations[0].properties.privateIPAddress
output tier string = fw.properties.sku.tier
