using './conditions.json'

param wanted = true
