param wanted bool = false

module builder 'modules-identity.bicep' = {
  name: 'builder'
  params: { name: 'id-builder' }
}

module unnamed 'modules-identity.bicep' = {
  params: { name: 'id-unnamed' }
}

module assignment 'modules-assignment.bicep' = {
  name: 'assignment'
  scope: resourceGroup('rg-network')
  params: {
    identityId: builder.outputs.id
    principalId: builder.outputs.principalId
    networkName: 'vnet'
  }
}

module maybe 'modules-identity.bicep' = if (wanted) {
  name: 'maybe'
  params: { name: 'id-maybe' }
}

module many 'modules-identity.bicep' = [
  for (name, i) in ['a', 'b']: {
    name: 'many-${i}'
    params: { name: 'id-${name}', location: 'westeurope' }
  }
]

resource lock 'Microsoft.Authorization/locks@2020-05-01' = {
  name: 'keep'
  properties: {
    level: 'CanNotDelete'
    notes: '${builder.outputs.id} ${toUpper(builder.outputs.name)} ${builder.outputs.principalId} ${many[1].outputs.place}'
  }
}

output id string = builder.outputs.id
output principal string = builder.outputs.principalId
output assignment string = assignment.outputs.id
output maybe string = wanted ? maybe!.outputs.id : 'no'
output safe string = maybe.?outputs.id ?? 'none'
output all array = [for i in range(0, 2): many[i].outputs.id]
output unnamedName string = unnamed.name
