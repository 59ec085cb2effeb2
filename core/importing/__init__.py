"""Bringing texts from outside into the portal: reading, repairing, filing."""
