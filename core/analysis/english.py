"""Stems English words."""

import Stemmer

_SNOWBALL = Stemmer.Stemmer("english", 0)
_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "feet": "foot", "teeth": "tooth", "mice": "mouse",
    "lives": "life", "wives": "wife", "knives": "knife", "leaves": "leaf", "halves": "half", "selves": "self",
    "thieves": "thief", "criteria": "criterion", "phenomena": "phenomenon", "indices": "index", "appendices": "appendix",
    "bought": "buy", "brought": "bring", "built": "build", "chose": "choose", "chosen": "choose", "fought": "fight",
    "found": "find", "gave": "give", "given": "give", "grew": "grow", "grown": "grow", "held": "hold", "kept": "keep",
    "knew": "know", "known": "know", "led": "lead", "left": "leave", "lost": "lose", "made": "make", "meant": "mean",
    "met": "meet", "paid": "pay", "ran": "run", "said": "say", "sent": "send", "sold": "sell", "spent": "spend",
    "spoke": "speak", "spoken": "speak", "stole": "steal", "stolen": "steal", "taught": "teach", "thought": "think",
    "told": "tell", "took": "take", "taken": "take", "won": "win", "wrote": "write", "written": "write",
}  # fmt: skip


def stem_english(word: str) -> str:
    """The stem of a folded word by the Snowball rules, irregular forms as their regular ones."""
    return _SNOWBALL.stemWord(_IRREGULAR.get(word, word))
