// what: an account with an unknown access tier
// azure: refuses InvalidValuesForRequestParameters
param location string = resourceGroup().location
#disable-next-line BCP035 BCP036 BCP037 BCP334
resource s 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'st${uniqueString(resourceGroup().id, 'x')}', location: location, kind: 'StorageV2', sku: { name: 'Standard_LRS' }, properties: { accessTier: any('Lukewarm') } }
output id string = s.id
