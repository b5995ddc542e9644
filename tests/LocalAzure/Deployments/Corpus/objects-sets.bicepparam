using './objects-sets.json'
