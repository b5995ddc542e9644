using './strings-split-join-replace.json'
