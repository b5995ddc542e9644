using './subscription-scope.json'

param group = 'rg-new'
