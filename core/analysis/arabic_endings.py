"""Takes the endings off Arabic words."""

SHORTEST = 3
_ENDINGS = {
    "ا": ("كما", "هما", "تها", "تنا", "ها", "وا", "ا"),
    "ت": ("ات", "ت"),
    "م": ("هم",),
    "ن": ("هن", "ان", "ون", "ين"),
    "ه": ("يه", "ته", "ه"),
    "ي": ("ي",),
}


def without_endings(word: str, shortest: int = SHORTEST) -> str:
    """A folded word without the endings of gender, number, case and possession; `ولاية` and `ولايات` keep their ي."""
    shorter = without_ending(word, shortest)
    while shorter != word:
        word, shorter = shorter, without_ending(shorter, shortest)
    return word


def without_ending(word: str, shortest: int) -> str:
    """The word without its last ending, if that leaves the number of letters."""
    endings = _ENDINGS.get(word[-1:])
    if endings is None or len(word) <= shortest or word.endswith("اي"):
        return word
    if word.endswith("ايه"):
        return word[:-1]
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            return word[: -len(ending)]
    return word
