func greet(name string, polite bool) string => polite ? 'Dear ${name}' : 'Hi ${name}'
func twice(n int) int => n * 2
func fourTimes(n int) int => twice(n) + twice(n)
func tagsOf(owner string) object => { owner: owner, stamp: uniqueString(owner) }

output greeting string = greet('Ada', true)
output number int = fourTimes(3)
output tags object = tagsOf('me')
output names array = map(['a', 'b'], n => greet(n, false))
