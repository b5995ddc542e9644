// what: outputs of every kind, with conditions, loops and null
// azure: ok
// out: text="10.81.0.0"
// out: number=4
// out: flag=true
// out: list=["10.80.0.0/16","10.81.0.0/16","x"]
// out: thing={"name":"vnet-out","spaces":["10.80.0.0/16","10.81.0.0/16"]}
// out: each=["a0eastus2","b1eastus2"]
// out: typed={"name":"vnet-out","n":1}
param location string = resourceGroup().location

param on bool = true
resource net 'Microsoft.Network/virtualNetworks@2023-11-01' = { name: 'vnet-out', location: location, properties: { addressSpace: { addressPrefixes: ['10.80.0.0/16', '10.81.0.0/16'] } } }
var spaces = net.properties.addressSpace.addressPrefixes
output text string = split(spaces[1], '/')[0]
output number int = length(spaces) * 7 % 5
output flag bool = on && !empty(spaces)
output list array = concat(spaces, ['x'])
output thing object = { name: net.name, spaces: spaces }
output maybe string? = on ? null : 'x'
output each array = [for (s, i) in ['a', 'b']: '${s}${i}${net.location}']
output typed { name: string, n: int } = { name: net.name, n: 1 }
