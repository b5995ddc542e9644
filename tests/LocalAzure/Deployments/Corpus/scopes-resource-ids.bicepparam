using './scopes-resource-ids.json'
