param names array
module each 'identity.bicep' = [for n in names: { name: '${deployment().name}-${n}', params: { name: n } }]
output names array = [for i in range(0, length(names)): each[i].outputs.name]
output pairs array = [for i in range(0, length(names)): each[i].outputs.pair]
