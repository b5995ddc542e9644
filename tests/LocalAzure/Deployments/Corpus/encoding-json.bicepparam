using './encoding-json.json'
