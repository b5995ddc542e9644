// what: a disk without creation data
// azure: refuses InvalidParameter
param location string = resourceGroup().location
#disable-next-line BCP035
resource d 'Microsoft.Compute/disks@2023-04-02' = { name: 'disk-x', location: location, properties: { diskSizeGB: 32 } }
output id string = d.id
