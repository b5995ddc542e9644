using './strings-format.json'
