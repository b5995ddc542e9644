// what: an empty disk without a size
// azure: refuses InvalidParameter
param location string = resourceGroup().location
resource d 'Microsoft.Compute/disks@2023-10-02' = { name: 'disk-x', location: location, properties: { creationData: { createOption: 'Empty' } } }
output id string = d.id
