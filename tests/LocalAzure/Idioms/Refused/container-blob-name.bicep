// what: a blob container with capitals
// azure: refuses InvalidResourceName
param location string = resourceGroup().location
resource s 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'ste${uniqueString(resourceGroup().id)}', location: location, kind: 'StorageV2', sku: { name: 'Standard_LRS' } }
resource c 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = { name: '${s.name}/default/Logs', properties: {} }
output id string = c.id
