using './logic.json'
