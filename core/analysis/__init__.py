"""Analyses text in Python, for indexing and for queries."""
