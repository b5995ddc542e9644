using './symbolic.json'

param size = {
  name: 'x'
  count: 2
}
