using './arrays-make.json'
