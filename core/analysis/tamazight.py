"""Writes Tifinagh in Latin letters and stems Amazigh words lightly."""

import re

#: The transcription of IRCAM (the Royal Institute of the Amazigh Culture; Unicode proposal N2739, 2004, for its extended
#: letters), less the marks of emphasis and of spirants, as folding leaves ḍ, ḥ, ṛ, ṣ, ṭ, ẓ, č and ǧ in Latin letters.
#: Letters of the Tuareg alphabets stand for the sounds in their Unicode names.
_TIFINAGH = {
    "ⴰ": "a", "ⴱ": "b", "ⴲ": "b", "ⴳ": "g", "ⴴ": "g", "ⴵ": "g", "ⴶ": "g", "ⴷ": "d", "ⴸ": "d", "ⴹ": "d", "ⴺ": "d",
    "ⴻ": "e", "ⴼ": "f", "ⴽ": "k", "ⴾ": "k", "ⴿ": "k", "ⵀ": "h", "ⵁ": "h", "ⵂ": "h", "ⵃ": "h", "ⵄ": "ɛ", "ⵅ": "x",
    "ⵆ": "x", "ⵇ": "q", "ⵈ": "q", "ⵉ": "i", "ⵊ": "j", "ⵋ": "j", "ⵌ": "j", "ⵍ": "l", "ⵎ": "m", "ⵏ": "n", "ⵐ": "ny",
    "ⵑ": "ng", "ⵒ": "p", "ⵓ": "u", "ⵔ": "r", "ⵕ": "r", "ⵖ": "ɣ", "ⵗ": "ɣ", "ⵘ": "j", "ⵙ": "s", "ⵚ": "s", "ⵛ": "c",
    "ⵜ": "t", "ⵝ": "t", "ⵞ": "c", "ⵟ": "t", "ⵠ": "v", "ⵡ": "w", "ⵢ": "y", "ⵣ": "z", "ⵤ": "z", "ⵥ": "z", "ⵦ": "e",
    "ⵧ": "o", "ⵯ": "w", "⵿": "",
}  # fmt: skip
#: How ɣ, x, c and ɛ are typed without an Amazigh keyboard, or with the Greek letters that look like them.
_TYPED = {"g": "ɣ", "γ": "ɣ", "k": "x", "c": "c", "s": "c", "ε": "ɛ"}
_LETTERS = str.maketrans(_TIFINAGH)
_TYPED_LETTERS = re.compile("[gkcs]h+|[γε]")
_SHORTEST = 3
_ENDINGS = ("iwin", "awin", "awn", "iwn", "in", "an", "n", "t")
_STATE = re.compile("t(?:a|i|u|(?=[^aiu]))|wa|wu|yi|a|i|u|w(?=[^aiu])")


def latin_amazigh(word: str) -> str:
    """A folded word of either script as one spelling in Latin letters."""
    return _TYPED_LETTERS.sub(lambda typed: _TYPED[typed[0][0]], word.translate(_LETTERS))


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
