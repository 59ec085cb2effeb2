"""The text of uploaded files."""
