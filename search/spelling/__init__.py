"""Other spellings for a query that finds little."""
