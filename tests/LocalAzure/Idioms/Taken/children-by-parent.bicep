// what: routes and rules by the member parent, in a loop and alone
// azure: ok
// out: routes=["AzureCloud","Storage"]
// out: rule="Deny"
param location string = resourceGroup().location

resource table 'Microsoft.Network/routeTables@2023-11-01' = { name: 'rt-p', location: location }
resource routes 'Microsoft.Network/routeTables/routes@2023-11-01' = [for (t, i) in ['AzureCloud', 'Storage']: { parent: table, name: 'to-${toLower(t)}', properties: { addressPrefix: t, nextHopType: 'Internet' } }]
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-11-01' = { name: 'nsg-p', location: location }
resource rule 'Microsoft.Network/networkSecurityGroups/securityRules@2023-11-01' = { parent: nsg, name: 'deny', properties: { priority: 4096, direction: 'Outbound', access: 'Deny', protocol: '*', sourceAddressPrefixes: ['10.0.0.0/8', '192.168.0.0/16'], sourcePortRange: '*', destinationAddressPrefix: 'Internet', destinationPortRange: '*' } }
output routes array = [for i in range(0, 2): routes[i].properties.addressPrefix]
output rule string = rule.properties.access
