// what: accounts by map; tier, endpoints, status and defaults of the service
// azure: ok
// out: tiers=["Standard","Standard"]
// out: hot="Hot"
// out: https=true
// out: web=true
// out: status="available"
// out: acl="Allow"
param location string = resourceGroup().location

var skus = { a: 'Standard_LRS', b: 'Standard_RAGRS' }
resource stores 'Microsoft.Storage/storageAccounts@2023-05-01' = [for s in items(skus): { name: 'sa${s.key}${uniqueString(resourceGroup().id)}', location: location, kind: 'StorageV2', sku: { name: s.value } }]
output tiers array = [for i in range(0, 2): stores[i].sku.tier]
output hot string = stores[0].properties.accessTier
output https bool = stores[0].properties.supportsHttpsTrafficOnly
output web bool = !empty(stores[1].properties.primaryEndpoints.web) && !empty(stores[1].properties.primaryEndpoints.dfs)
output status string = stores[0].properties.statusOfPrimary
output acl string = stores[0].properties.networkAcls.defaultAction
