using './names-unique-string.json'
