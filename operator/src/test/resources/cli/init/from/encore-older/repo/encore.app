{"lang": "typescript"}
