"""The text of uploaded files, page by page, for the search (docs/decisions/015-text-of-files.md).

What runs in the child process (`child` and what it imports) knows nothing of Django, its settings or the database.
"""
