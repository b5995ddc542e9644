using './networks-cidr-v6.json'
