using './lambdas.json'
