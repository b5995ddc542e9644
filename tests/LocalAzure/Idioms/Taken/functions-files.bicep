// what: content of files: JSON, text and base64
// azure: ok
// out: ports=["443","22"]
// out: from="file"
// out: lines=3
param location string = resourceGroup().location

var plan = loadJsonContent('parts/plan.json')
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-11-01' = { name: 'nsg-file', location: location, tags: plan.tags, properties: { securityRules: [for (p, i) in plan.ports: { name: p.name, properties: { priority: 100 + i * 10, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: string(p.port) } }] } }
output ports array = map(nsg.properties.securityRules, r => r.properties.destinationPortRange)
output from string = nsg.tags.from
output lines int = length(split(loadTextContent('parts/hello.sh'), '\n'))
output code string = loadFileAsBase64('parts/hello.sh')
