// what: modules in loops of modules, outputs of outputs, secure output handed on, a module looping over them
// azure: ok
// out: names=["to-n-1","to-m-0"]
module outer 'parts/networks-by-name.bicep' = { name: 'outer', params: { names: ['n', 'm'], spaces: { n: ['10.1.0.0/16', '10.2.0.0/16'], m: ['10.3.0.0/16'] } } }
module peer 'parts/peer-to.bicep' = [for (r, i) in [1, 2]: { name: 'peer-${i}', params: { left: outer.outputs.ids[0][0], right: flatten(outer.outputs.ids)[r], secret: outer.outputs.secret } }]
module back 'parts/peer-to.bicep' = { name: 'back', dependsOn: [peer], params: { left: flatten(outer.outputs.ids)[2], right: first(first(outer.outputs.ids)), secret: outer.outputs.secret } }
output names array = [for i in range(0, 2): peer[i].outputs.name]
