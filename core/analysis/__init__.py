"""Analyses text in Python, for indexing and for queries."""

from .analyser import ANALYSIS_VERSION, Token, analyse, terms, words
from .stop_words import stop_words

__all__ = ["ANALYSIS_VERSION", "Token", "analyse", "stop_words", "terms", "words"]
