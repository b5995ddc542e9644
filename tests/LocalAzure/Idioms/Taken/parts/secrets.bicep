param location string = resourceGroup().location
resource store 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'sec${uniqueString(resourceGroup().id)}', location: location, kind: 'StorageV2', sku: { name: 'Standard_LRS' } }
@secure()
output key string = store.listKeys().keys[0].value
@secure()
output both object = { first: store.listKeys().keys[0].value, second: store.listKeys().keys[1].value }
output name string = store.name
