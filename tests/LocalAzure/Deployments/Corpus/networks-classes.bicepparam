using './networks-classes.json'
