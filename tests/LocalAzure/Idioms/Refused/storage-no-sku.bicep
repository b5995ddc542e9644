// what: an account without SKU
// azure: refuses PreflightValidationCheckFailed
param location string = resourceGroup().location
#disable-next-line BCP035 BCP036 BCP037 BCP334
resource s 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'st${uniqueString(resourceGroup().id, 'x')}', location: location, kind: 'StorageV2' }
output id string = s.id
