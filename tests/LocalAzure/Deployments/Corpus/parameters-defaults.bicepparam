using './parameters-defaults.json'

param count = 3
param secret = 'not shown'
