using './references.json'
