// what: dependsOn of single elements, of a loop and of a module, with conditions
// azure: ok
// out: name="ipg-tail"
// out: first="rt-a"
param location string = resourceGroup().location

param rows array = [{ n: 'a', on: true }, { n: 'b', on: false }]
resource tables 'Microsoft.Network/routeTables@2023-11-01' = [for r in rows: if (r.on) { name: 'rt-${r.n}', location: location }]
module who 'parts/identity.bicep' = { name: 'who', params: { name: 'id-mixed' }, dependsOn: [tables] }
resource tail 'Microsoft.Network/ipGroups@2023-11-01' = { name: 'ipg-tail', location: location, properties: { ipAddresses: ['10.0.0.0/24'] }, dependsOn: [tables[1], who] }
output name string = tail.name
output first string = tables[0].name
