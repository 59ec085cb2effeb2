"""Imports legal texts: what is particular to them; core.importing has the rest."""
