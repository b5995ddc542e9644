param names string[]
param spaces object
module inner 'networks.bicep' = [for n in names: { name: 'inner-${n}', params: { name: n, spaces: spaces[n] } }]
output ids array = [for (n, i) in names: inner[i].outputs.ids]
@secure()
output secret string = inner[0].outputs.secret
