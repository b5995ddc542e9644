param stamp string = '20260102T030405Z'

output later string = dateTimeAdd(stamp, 'P10D', 'yyyyMMdd')
output epoch int = dateTimeToEpoch(stamp)
output text string = loadTextContent('bicep-utilities.txt')
output json object = loadJsonContent('bicep-utilities.data.json')
output encoded string = loadFileAsBase64('bicep-utilities.txt')
output value string = json('{"a":{"b":"c"}}').a.b
output flags array = [bool('true'), empty([]), contains('abc', 'b'), startsWith('abc', 'A'), endsWith('abc', 'C')]
output sets array = [union([1], [2]), intersection([1, 2], [2]), take([1, 2, 3], 2), skip([1, 2, 3], 2)]
output objects array = [union({ a: 1 }, { b: 2 }), items({ x: 1 }), objectKeys({ z: 1, y: 2 }), shallowMerge([{ a: 1 }, { a: 2 }])]
output ids array = [
  resourceId('Microsoft.Network/virtualNetworks', 'v')
  subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'r')
  tenantResourceId('Microsoft.Management/managementGroups', 'm')
  extensionResourceId(resourceGroup().id, 'Microsoft.Authorization/locks', 'l')
]
output cidr object = parseCidr('10.0.0.0/28')
output uriOf string = uri('https://a.example/x/', 'y')
output uriParts object = parseUri('https://a.example/x')
output encoding array = [base64('a'), base64ToString('YQ=='), dataUri('a'), dataUriToString('data:;base64,YQ=='), uriComponent('a b'), uriComponentToString('a%20b')]
output numbers array = [min(1, 2), max([1, 2]), int('5'), length('abc'), indexOf('abc', 'c'), lastIndexOf('abca', 'a')]
output chars array = [first('abc')!, last('abc')!, toLower('A'), trim(' a '), replace('a', 'a', 'b'), substring('abc', 1, 1)]
output parts array = split('a,b;c', [',', ';'])
output formatted string = format('{0:D3}/{1}', 5, 'x')
