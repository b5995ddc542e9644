using './comparing.json'
