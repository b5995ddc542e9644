// what: user-defined functions and types for names and tags
// azure: ok
// out: name="st-jump-eastus2-001"
// out: tags={"team":"platform","cost":"17"}
// out: id="id-jump-eastus2"
param location string = resourceGroup().location
@export()
type naming = { workload: string, number: int }
func nameOf(kind string, n naming, place string) string => '${kind}-${n.workload}-${place}-${padLeft(n.number, 3, '0')}'
func short(kind string, n naming, place string) string => '${kind}-${n.workload}-${place}'
func tagsOf(team string, cost int) object => { team: team, cost: string(cost) }
var n naming = { workload: 'jump', number: 1 }
resource id 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: short('id', n, location), location: location, tags: tagsOf('platform', 17) }
output name string = nameOf('st', n, location)
output tags object = id.tags
output id string = id.name
