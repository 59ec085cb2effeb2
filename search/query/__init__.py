"""From what a person typed to what an engine is asked."""
