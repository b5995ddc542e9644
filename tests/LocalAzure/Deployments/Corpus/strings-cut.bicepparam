using './strings-cut.json'
