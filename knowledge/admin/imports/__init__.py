"""The import screen of the admin: upload, assign columns, check, import, see what came of it."""
