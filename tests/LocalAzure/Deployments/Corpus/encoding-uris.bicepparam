using './encoding-uris.json'
