"""The admin of a text's articles: a section of its own beside the page editor, where one article opens and saves alone."""
