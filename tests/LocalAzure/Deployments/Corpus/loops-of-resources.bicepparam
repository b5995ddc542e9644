using './loops-of-resources.json'
