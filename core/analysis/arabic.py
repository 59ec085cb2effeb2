"""Stems Arabic words lightly."""

_SHORTEST = 3
_ARTICLES = ("وبال", "وكال", "فبال", "فكال", "وال", "بال", "كال", "فال", "ولل", "فلل", "لل", "ال")
_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي", "ا")


def stem_arabic(word: str) -> str:
    """The folded word without article, conjunction and endings, never shorter than three letters."""
    if word.startswith("و") and not word.startswith(_ARTICLES) and len(word) > _SHORTEST:
        word = word[1:]
    for prefix in _ARTICLES:
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST:
            word = word[len(prefix) :]
            break
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST:
            word = word[: -len(suffix)]
    return word
