"""Keeps the search index equal to what the database lets the public read."""
