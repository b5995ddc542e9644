using './functions-of-ones-own.json'
