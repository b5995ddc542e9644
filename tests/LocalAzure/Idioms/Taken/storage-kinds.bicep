// what: premium block blobs, files and a blob account with its tier; rules with a subnet
// azure: ok
// out: tiers=["Premium","Premium","Cool"]
// out: files=true
param location string = resourceGroup().location

resource net 'Microsoft.Network/virtualNetworks@2023-11-01' = { name: 'vnet-st', location: location, properties: { addressSpace: { addressPrefixes: ['10.21.0.0/16'] }, subnets: [{ name: 's', properties: { addressPrefix: '10.21.0.0/24', serviceEndpoints: [{ service: 'Microsoft.Storage', locations: [location] }] } }] } }
resource block 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'stb${uniqueString(resourceGroup().id)}', location: location, kind: 'BlockBlobStorage', sku: { name: 'Premium_LRS' } }
resource files 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'stf${uniqueString(resourceGroup().id)}', location: location, kind: 'FileStorage', sku: { name: 'Premium_ZRS' } }
resource blob 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'stc${uniqueString(resourceGroup().id)}', location: location, kind: 'BlobStorage', sku: { name: 'Standard_LRS' }, properties: { accessTier: 'Cool', networkAcls: { defaultAction: 'Deny', virtualNetworkRules: [{ id: net.properties.subnets[0].id }] } } }
output tiers array = [block.sku.tier, files.sku.tier, blob.properties.accessTier]
output files bool = contains(files.properties.primaryEndpoints, 'file')
