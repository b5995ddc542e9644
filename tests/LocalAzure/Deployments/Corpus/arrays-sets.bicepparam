using './arrays-sets.json'
