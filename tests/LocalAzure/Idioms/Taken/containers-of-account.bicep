// what: an account's blob service with soft delete, and containers in a loop
// azure: ok
// out: names=["logs","scripts"]
// out: days=7
// out: access="None"
param location string = resourceGroup().location
param containers string[] = ['logs', 'scripts']
resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'stc${uniqueString(resourceGroup().id)}', location: location, kind: 'StorageV2', sku: { name: 'Standard_LRS' }, properties: { allowSharedKeyAccess: false, minimumTlsVersion: 'TLS1_2' } }
resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' = { parent: account, name: 'default', properties: { deleteRetentionPolicy: { enabled: true, days: 7 } } }
resource made 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = [for c in containers: { parent: blobs, name: c, properties: { publicAccess: 'None' } }]
output names array = [for (c, i) in containers: made[i].name]
output days int = blobs.properties.deleteRetentionPolicy.days
output access string = made[0].properties.publicAccess
