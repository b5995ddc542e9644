using './networks-cidr.json'
