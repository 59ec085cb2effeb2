"""Loads the demonstration content of demo/. Safe to repeat and to interrupt: what exists is left alone."""
