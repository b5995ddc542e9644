param name string = 'world'

var plain = 'hello ${name}'
var lines = '''
first
  ${not interpolated}
last
'''
var nested = '${toUpper(name)}-${length(name)}-${true}-${'inner ${name}'}'
var escaped = '[it\'s \\ \u{1F600} \${x}]'

output plain string = plain
output lines string = lines
output nested string = nested
output escaped string = escaped
output bracket string = '[${name}]'
output padded string = padLeft(string(7), 3, '0')
output joined string = join(map(range(0, 3), i => 'n${i}'), ',')
