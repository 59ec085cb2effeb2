"""Home page, standard pages, navigation."""
