// what: deployments written as resources, outer and inner scope, here and in another group
// azure: ok
// out: said="in rg-nested-by-hand"
// out: kind="inner"
param location string = resourceGroup().location

#disable-next-line no-deployments-resources
resource outer 'Microsoft.Resources/deployments@2022-09-01' = { name: 'hand-outer', properties: { mode: 'Incremental', template: { '$schema': 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#', contentVersion: '1.0.0.0', resources: [{ type: 'Microsoft.ManagedIdentity/userAssignedIdentities', apiVersion: '2023-01-31', name: 'id-${uniqueString(resourceGroup().id)}', location: location }], outputs: { said: { type: 'string', value: 'in ${resourceGroup().name}' } } } } }
#disable-next-line no-deployments-resources
resource inner 'Microsoft.Resources/deployments@2022-09-01' = { name: 'hand-inner', properties: { mode: 'Incremental', expressionEvaluationOptions: { scope: 'inner' }, parameters: { name: { value: outer.properties.outputs.said.value } }, template: { '$schema': 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#', contentVersion: '1.0.0.0', parameters: { name: { type: 'string' } }, resources: [], outputs: { kind: { type: 'string', value: 'inner' } } } } }
output said string = outer.properties.outputs.said.value
output kind string = inner.properties.outputs.kind.value
