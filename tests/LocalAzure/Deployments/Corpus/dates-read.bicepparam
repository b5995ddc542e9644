using './dates-read.json'
