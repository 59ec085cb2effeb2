"""Connects what must follow from changes to core models."""
