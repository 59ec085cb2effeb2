"""Resources that the public looks things up in: legal texts and their articles."""
