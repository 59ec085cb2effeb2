"""Theme and sector pages and the listing of everything filed under a topic."""
