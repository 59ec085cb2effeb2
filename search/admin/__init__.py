"""The editors' side of the search: what they tell it, what people search, how the index is."""
