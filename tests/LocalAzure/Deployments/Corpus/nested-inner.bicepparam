using './nested-inner.json'
