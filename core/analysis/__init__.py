"""Analyses text in Python, for indexing and for queries."""

from core.analysis.analyser import ANALYSIS_VERSION, Token, analyse, find, terms, words
from core.analysis.function_words import stop_words

__all__ = ["ANALYSIS_VERSION", "Token", "analyse", "find", "stop_words", "terms", "words"]
