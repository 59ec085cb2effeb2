"""The decision guide "Who can help me?": its steps, its paths, what readers and editors see of it."""
