// what: a Standard address with dynamic allocation
// azure: refuses StandardSkuPublicIPAddressesMustBeStatic
param location string = resourceGroup().location
resource ip 'Microsoft.Network/publicIPAddresses@2023-11-01' = { name: 'pip-x', location: location, sku: any({ name: 'Standard' }), properties: any({ publicIPAllocationMethod: 'Dynamic' }) }
output id string = ip.id
