using './strings-of-values.json'
