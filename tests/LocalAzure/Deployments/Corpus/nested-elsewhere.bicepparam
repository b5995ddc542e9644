using './nested-elsewhere.json'
