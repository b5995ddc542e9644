// what: null in tags, identity, sku members, properties and module parameters
// azure: ok
// out: idle=4
// out: dns=false
// out: kind="x"
// out: tier="Hot"
// out: tags={}
param location string = resourceGroup().location

param note string?
param zones string[]?
resource ip 'Microsoft.Network/publicIPAddresses@2023-11-01' = { name: 'pip-null', location: location, zones: zones, tags: { note: note, kind: 'x' }, sku: { name: 'Standard', tier: null }, properties: { publicIPAllocationMethod: 'Static', dnsSettings: null, idleTimeoutInMinutes: null } }
resource store 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'stn${uniqueString(resourceGroup().id)}', location: location, kind: 'StorageV2', sku: { name: 'Standard_LRS' }, identity: null, properties: { accessTier: null, networkAcls: null, minimumTlsVersion: 'TLS1_2' } }
module who 'parts/identity.bicep' = { name: 'who', params: { name: 'id-null', tags: null } }
output idle int = ip.properties.idleTimeoutInMinutes
output dns bool = contains(ip.properties, 'dnsSettings')
output kind string = ip.tags.kind
output tier string = store.properties.accessTier
output tags object = who.outputs.tags
