using './dates-add.json'
