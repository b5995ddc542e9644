using './nested-loop.json'
