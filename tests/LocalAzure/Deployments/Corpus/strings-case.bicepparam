using './strings-case.json'
