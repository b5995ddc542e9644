using './objects-read.json'
