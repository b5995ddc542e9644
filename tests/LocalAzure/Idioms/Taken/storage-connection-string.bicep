// what: a connection string of listKeys() and environment() as secure output
// azure: ok
// out: permissions="FULL"
param location string = resourceGroup().location

resource store 'Microsoft.Storage/storageAccounts@2022-09-01' = { name: 'stk${uniqueString(resourceGroup().id)}', location: location, kind: 'StorageV2', sku: { name: 'Standard_LRS' } }
@secure()
output text string = 'DefaultEndpointsProtocol=https;AccountName=${store.name};AccountKey=${store.listKeys().keys[0].value};EndpointSuffix=${environment().suffixes.storage}'
output permissions string = listKeys(store.id, store.apiVersion).keys[1].permissions
