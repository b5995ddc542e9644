// what: a file account with a Standard SKU of the first generation
// azure: refuses InvalidValuesForRequestParameters
param location string = resourceGroup().location
#disable-next-line BCP035 BCP036 BCP037 BCP334
resource s 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'st${uniqueString(resourceGroup().id, 'x')}', location: location, kind: 'FileStorage', sku: { name: 'Standard_LRS' } }
output id string = s.id
