using './strings-find.json'
