// what: a condition inside a module depends on another module's output
// azure: ok
// out: yes=true
// out: no="none"
module who 'parts/identity.bicep' = { name: 'who', params: { name: 'id-cond' } }
module yes 'parts/grant-if.bicep' = { name: 'yes', params: { principalId: who.outputs.principalId, wanted: !empty(who.outputs.clientId) } }
module no 'parts/grant-if.bicep' = { name: 'no', params: { principalId: who.outputs.principalId, wanted: empty(who.outputs.clientId) } }
output yes bool = length(yes.outputs.name) == 36
output no string = no.outputs.name
