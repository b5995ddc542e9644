var people = [
  { name: 'Ada', age: 36, tags: ['x', 'y'] }
  { name: 'Bob', age: 20, tags: [] }
  { name: 'Cyd', age: 41, tags: ['z'] }
]

output names array = map(people, p => p.name)
output old array = filter(people, p => p.age > 30)
output byAge array = sort(people, (a, b) => a.age < b.age)
output total int = reduce(map(people, p => p.age), 0, (sum, age) => sum + age)
output byName object = toObject(people, p => p.name, p => p.age)
output groups object = groupBy(people, p => p.age > 30 ? 'old' : 'young')
output tags array = flatten(map(people, p => p.tags))
output numbered array = map(people, (p, i) => '${i}:${p.name}')
output doubled object = mapValues({ a: 1, b: 2 }, v => v * 2)
output firstOld object = first(filter(people, p => p.age > 40))!
