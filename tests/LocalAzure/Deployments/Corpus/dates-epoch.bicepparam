using './dates-epoch.json'
