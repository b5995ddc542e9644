using './variables.json'
