"""Imports items of any registered kind from a folder of Markdown, questions and answers, or a table."""
