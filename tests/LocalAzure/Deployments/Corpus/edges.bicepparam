using './edges.json'
