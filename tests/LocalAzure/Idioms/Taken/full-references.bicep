// what: members outside of properties and reference(…, full)
// azure: ok
// out: tags={"a":"b"}
// out: place="eastus2"
// out: zones=["1"]
// out: tier="Regional"
// out: tenant=true
// out: type="Microsoft.Network/publicIPAddresses"
param location string = resourceGroup().location

resource who 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: 'id-ref', location: location, tags: { a: 'b' } }
resource ip 'Microsoft.Network/publicIPAddresses@2023-11-01' = { name: 'pip-ref', location: location, sku: { name: 'Standard', tier: 'Regional' }, zones: ['1'], properties: { publicIPAllocationMethod: 'Static' } }
output tags object = reference(who.id, '2023-01-31', 'Full').tags
output place string = reference(ip.id, '2023-11-01', 'Full').location
output zones array = ip.zones
output tier string = ip.sku.tier
output tenant bool = who.properties.tenantId == tenant().tenantId
output type string = ip.type
