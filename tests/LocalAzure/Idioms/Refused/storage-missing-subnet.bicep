// what: a network rule with a subnet that does not exist
// azure: refuses NetworkAclsValidationFailure
param location string = resourceGroup().location
#disable-next-line BCP035 BCP036 BCP037 BCP334
resource s 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'st${uniqueString(resourceGroup().id, 'x')}', location: location, kind: 'StorageV2', sku: { name: 'Standard_LRS' }, properties: { networkAcls: { defaultAction: 'Deny', virtualNetworkRules: [{ id: resourceId('Microsoft.Network/virtualNetworks/subnets', 'none', 's') }] } } }
output id string = s.id
