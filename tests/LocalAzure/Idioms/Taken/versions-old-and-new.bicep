// what: one type by versions of many years, and newer ones than any list
// azure: ok
// out: names=["nsg-18","nsg-21","nsg-25","gal_old","id-future"]
param location string = resourceGroup().location

resource a 'Microsoft.Network/networkSecurityGroups@2018-11-01' = { name: 'nsg-18', location: location }
resource b 'Microsoft.Network/networkSecurityGroups@2021-03-01' = { name: 'nsg-21', location: location }
resource c 'Microsoft.Network/networkSecurityGroups@2025-05-01' = { name: 'nsg-25', location: location }
resource d 'Microsoft.Storage/storageAccounts@2021-02-01' = { name: 'stv${uniqueString(resourceGroup().id)}', location: location, kind: 'StorageV2', sku: { name: 'Standard_LRS' } }
resource e 'Microsoft.Compute/galleries@2020-09-30' = { name: 'gal_old', location: location }
#disable-next-line BCP081
resource f 'Microsoft.ManagedIdentity/userAssignedIdentities@2031-01-01' = { name: 'id-future', location: location }
output names array = [a.name, b.name, c.name, e.name, f.name]
