// what: a domain name label that is none
// azure: refuses InvalidDomainNameLabel
param location string = resourceGroup().location
resource ip 'Microsoft.Network/publicIPAddresses@2023-11-01' = { name: 'pip-x', location: location, sku: { name: 'Standard' }, properties: { publicIPAllocationMethod: 'Static', dnsSettings: { domainNameLabel: 'Tools_One' } } }
output id string = ip.id
