// what: a container whose service the template does not name
// azure: ok
// out: name="state"
param location string = resourceGroup().location
resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'stw${uniqueString(resourceGroup().id)}', location: location, kind: 'StorageV2', sku: { name: 'Standard_LRS' }
  resource blobs 'blobServices' existing = { name: 'default'
    resource state 'containers' = { name: 'state' } } }
output name string = last(split(account::blobs::state.id, '/'))
