using './parameters-of-the-moment.json'
