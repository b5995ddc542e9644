@export()
type size = 'small' | 'large'

type disk = {
  name: string
  @minValue(1)
  sizeGB: int
  kind: size?
}

@discriminator('type')
type source = platform | managed

type platform = {
  type: 'PlatformImage'
  offer: string
}

type managed = {
  type: 'ManagedImage'
  imageId: string
}

type pair = [string, int]

param disks disk[]
param from source
param two pair
param labels { *: string }
param optional string?
@allowed(['a', 'b'])
param letter string
@secure()
param password string

output disks array = disks
output from string = from.type == 'PlatformImage' ? from.offer : 'managed'
output two array = two
output labels object = labels
output optional string = optional ?? 'not given'
output letter string = letter
output passwordLength int = length(password)
