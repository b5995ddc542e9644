// what: an account name with a hyphen and capitals
// azure: refuses AccountNameInvalid
param location string = resourceGroup().location
#disable-next-line BCP035 BCP036 BCP037 BCP334
resource s 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'St-Wrong', location: location, kind: 'StorageV2', sku: { name: 'Standard_LRS' } }
output id string = s.id
