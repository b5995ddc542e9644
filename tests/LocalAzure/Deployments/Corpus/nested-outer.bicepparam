using './nested-outer.json'
