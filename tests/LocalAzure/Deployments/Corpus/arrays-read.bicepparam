using './arrays-read.json'
