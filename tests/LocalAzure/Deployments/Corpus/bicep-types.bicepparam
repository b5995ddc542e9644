using './bicep-types.bicep'

param disks = [
  { name: 'os', sizeGB: 30, kind: 'small' }
  { name: 'data', sizeGB: 100 }
]
param from = { type: 'PlatformImage', offer: 'ubuntu' }
param two = ['x', 2]
param labels = { a: 'b' }
param letter = 'b'
param password = 'not shown'
