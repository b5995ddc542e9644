using './extensions.json'
