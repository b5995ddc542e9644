using './uris-in-parts-of-little.json'
