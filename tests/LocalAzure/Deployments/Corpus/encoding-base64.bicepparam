using './encoding-base64.json'
