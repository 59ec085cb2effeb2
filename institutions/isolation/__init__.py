"""Keeps an institution's people to what is theirs or public, wherever Wagtail asks no question or one that is too wide.

Each module closes one family of routes at its root and says in a comment what stock Wagtail shows or lets through there.
"""
