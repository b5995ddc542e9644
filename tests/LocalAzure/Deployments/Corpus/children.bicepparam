using './children.json'
