"""Writes Tifinagh in Latin letters and stems Amazigh words lightly."""

import re

#: The transcription of IRCAM (Tifinagh-IRCAM, 2003, and its extended set), less the marks of emphasis and spirants, which
#: readers leave out; the two letters without a plain form are written as Moroccan readers type them: ɣ gh, ɛ a. Letters of
#: the other Amazigh alphabets take the value in the names of the Unicode Standard's Tifinagh block.
_TIFINAGH = {
    "ⴰ": "a", "ⴱ": "b", "ⴲ": "b", "ⴳ": "g", "ⴴ": "g", "ⴵ": "j", "ⴶ": "j", "ⴷ": "d", "ⴸ": "d", "ⴹ": "d", "ⴺ": "d",
    "ⴻ": "e", "ⴼ": "f", "ⴽ": "k", "ⴾ": "k", "ⴿ": "k", "ⵀ": "h", "ⵁ": "h", "ⵂ": "h", "ⵃ": "h", "ⵄ": "ɛ", "ⵅ": "x",
    "ⵆ": "x", "ⵇ": "q", "ⵈ": "q", "ⵉ": "i", "ⵊ": "j", "ⵋ": "j", "ⵌ": "j", "ⵍ": "l", "ⵎ": "m", "ⵏ": "n", "ⵐ": "ny",
    "ⵑ": "ng", "ⵒ": "p", "ⵓ": "u", "ⵔ": "r", "ⵕ": "r", "ⵖ": "ɣ", "ⵗ": "ɣ", "ⵘ": "j", "ⵙ": "s", "ⵚ": "s", "ⵛ": "c",
    "ⵜ": "t", "ⵝ": "t", "ⵞ": "c", "ⵟ": "t", "ⵠ": "v", "ⵡ": "w", "ⵢ": "y", "ⵣ": "z", "ⵤ": "z", "ⵥ": "z", "ⵦ": "e",
    "ⵧ": "o", "ⵯ": "w", "⵿": "",
}  # fmt: skip
#: How the same sounds are typed without an Amazigh keyboard, and by Greek letters that look alike.
_TYPED = {"gh": "ɣ", "γ": "ɣ", "kh": "x", "ch": "c", "sh": "c", "ε": "ɛ"}
_LETTERS = str.maketrans(_TIFINAGH)
_TYPED_LETTERS = re.compile("|".join(_TYPED))
_SHORTEST = 3
_ENDINGS = ("iwin", "awin", "awn", "iwn", "in", "an", "n", "t")
_STATE = re.compile("t(?:a|i|u|(?=[^aiu]))|wa|wu|yi|a|i|u|w(?=[^aiu])")


def latin_amazigh(word: str) -> str:
    """A folded word of either script as one spelling in Latin letters."""
    return _TYPED_LETTERS.sub(lambda typed: _TYPED[typed[0]], word.translate(_LETTERS))


def stem_amazigh(word: str) -> str:
    """The word in Latin letters without the vowel of its state, gender and number, never shorter than three letters.

    The neutral vowel is left out, as the spelling of IRCAM does: it writes ⴻ only between three consonants.
    """
    word = latin_amazigh(word)
    bare = word.replace("e", "")
    word = bare if len(bare) >= _SHORTEST else word
    state = _STATE.match(word)
    if state and len(word) - state.end() >= _SHORTEST:
        word = word[state.end() :]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word
