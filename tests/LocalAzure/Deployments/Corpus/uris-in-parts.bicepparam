using './uris-in-parts.json'
