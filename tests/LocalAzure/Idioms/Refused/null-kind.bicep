// what: a kind whose expression gives null
// azure: refuses InvalidTemplate
param location string = resourceGroup().location
param account object = { kind: null }
resource s 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'stk${uniqueString(resourceGroup().id)}', location: location, kind: account.kind, sku: { name: 'Standard_LRS' } }
output id string = s.id
