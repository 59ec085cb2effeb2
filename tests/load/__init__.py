"""Proofs under load."""
