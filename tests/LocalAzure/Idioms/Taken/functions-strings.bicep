// what: names put together by string functions
// azure: ok
// out: name="id-oaktr-007"
// out: tags={"text":"oaktree/04","more":"a+b+c"}
// out: parts=["oak","3","True","y"]
param location string = resourceGroup().location

param project string = ' Oak-Tree '
var short = toLower(replace(trim(project), '-', ''))
resource who 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: 'id-${take(short, 5)}-${padLeft('7', 3, '0')}', location: location, tags: { text: format('{0}/{1:D2}', short, 4), more: join(split('a;b,c', [';', ',']), '+') } }
output name string = who.name
output tags object = who.tags
output parts array = [substring(short, 0, 3), string(indexOf(short, 't')), string(endsWith(short, 'e')), first(skip(split('x y z', ' '), 1))]
