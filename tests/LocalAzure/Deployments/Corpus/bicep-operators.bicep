param maybe object?
param items array = [1, 2, 3]

var base = { a: 1, b: { c: 2 } }
var spread = { ...base, d: 4, b: { ...base.b, e: 5 } }
var list = [0, ...items, 4]

output spread object = spread
output list array = list
output safe string = maybe.?x.y ?? 'nothing'
output safeIndex int = items[?9] ?? -1
output fromEnd int = items[^1]
output safeFromEnd int = items[?^7] ?? -2
output ternary string = length(items) > 2 ? 'many' : 'few'
output logic bool = (true && !false) || false
output maths int = (7 + 3 * 2 - 1) / 2 % 4
output negative int = -length(items)
output compare array = ['a' == 'A', 'a' =~ 'A', 'a' != 'b', 'a' !~ 'A', 1 <= 2, 2 >= 3]
output asserted object = base.b!
