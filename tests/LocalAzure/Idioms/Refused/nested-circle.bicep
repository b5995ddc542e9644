// what: two resources of a module that wait for each other
// azure: refuses InvalidTemplate
resource n 'Microsoft.Resources/deployments@2024-03-01' = { name: 'circle', properties: { mode: 'Incremental', expressionEvaluationOptions: { scope: 'inner' }, template: { '$schema': 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#', contentVersion: '1.0.0.0', resources: [{ type: 'Microsoft.Network/routeTables', apiVersion: '2024-05-01', name: 'a', location: 'eastus2', dependsOn: ['b'] }, { type: 'Microsoft.Network/routeTables', apiVersion: '2024-05-01', name: 'b', location: 'eastus2', dependsOn: ['a'] }] } } }
output name string = n.name
