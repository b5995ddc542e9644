using './scopes-here.json'
