@export()
type subnet = { name: string, prefix: string, delegated: bool?, endpoints: string[]? }
@export()
func label(kind string, n int) string => '${kind}-${padLeft(n, 3, '0')}'
@export()
var regions = ['eastus2', 'westus3']
