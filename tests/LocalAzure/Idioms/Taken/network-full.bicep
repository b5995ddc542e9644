// what: a network with NAT gateways, security groups, routes, service endpoints and delegations from a map
// azure: ok
// out: delegated=["snet-aci"]
// out: nat=["snet-apps"]
// out: guid=true
// out: address=true
param location string = resourceGroup().location

param parts object = { apps: { index: 0, nat: true }, aci: { index: 1, nat: false, delegation: 'Microsoft.ContainerInstance/containerGroups' } }
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-11-01' = { name: 'nsg-full', location: location }
resource ip 'Microsoft.Network/publicIPAddresses@2023-11-01' = { name: 'pip-full', location: location, sku: { name: 'Standard' }, zones: ['1', '2', '3'], properties: { publicIPAllocationMethod: 'Static', publicIPAddressVersion: 'IPv4' } }
resource nat 'Microsoft.Network/natGateways@2023-11-01' = { name: 'nat-full', location: location, sku: { name: 'Standard' }, properties: { publicIpAddresses: [{ id: ip.id }] } }
resource net 'Microsoft.Network/virtualNetworks@2023-11-01' = { name: 'vnet-full', location: location, properties: { addressSpace: { addressPrefixes: ['10.20.0.0/16'] }, subnets: [for p in items(parts): { name: 'snet-${p.key}', properties: { addressPrefix: cidrSubnet('10.20.0.0/16', 24, p.value.index), networkSecurityGroup: { id: nsg.id }, natGateway: p.value.nat ? { id: nat.id } : null, serviceEndpoints: [{ service: 'Microsoft.Storage' }], delegations: contains(p.value, 'delegation') ? [{ name: 'd', properties: { serviceName: p.value.delegation } }] : [] } }] } }
output delegated array = map(filter(net.properties.subnets, s => !empty(s.properties.delegations)), s => s.name)
output nat array = map(filter(net.properties.subnets, s => contains(s.properties, 'natGateway')), s => s.name)
output guid bool = length(nat.properties.resourceGuid) == 36
output address bool = !empty(ip.properties.ipAddress)
