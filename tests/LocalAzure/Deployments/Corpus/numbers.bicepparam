using './numbers.json'
