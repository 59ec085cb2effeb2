"""Search of published content."""
