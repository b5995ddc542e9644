using './names-guid.json'
