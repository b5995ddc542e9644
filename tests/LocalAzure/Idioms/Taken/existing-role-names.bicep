// what: built-in roles as existing resources, their names read
// azure: ok
// out: names=["Reader","Contributor"]
param location string = resourceGroup().location

param roles array = ['acdd72a7-3385-48ef-bd42-f606fba81ae7', 'b24988ac-6180-42a0-ab88-20f7382dd24c']
resource defs 'Microsoft.Authorization/roleDefinitions@2022-04-01' existing = [for r in roles: { scope: subscription(), name: r }]
output names array = [for i in range(0, 2): defs[i].properties.roleName]
