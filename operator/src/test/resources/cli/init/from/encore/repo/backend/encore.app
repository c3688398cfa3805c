{"id": "platform-1", "lang": "typescript"}
