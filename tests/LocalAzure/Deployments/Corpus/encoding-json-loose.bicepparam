using './encoding-json-loose.json'
