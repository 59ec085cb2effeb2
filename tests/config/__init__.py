"""Tests of how the portal is wired."""
