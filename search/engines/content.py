"""What no engine can hold. Asked before anything is written, so that what the engine holds of the object stays whole."""

from search.engines.base import CODE_FIELDS, PART_FIELDS, TERM_FIELDS, IndexedObject

#: Bytes of UTF-8; the limits of Elasticsearch and OpenSearch.
LONGEST_KEY, LONGEST_CODE = 512, 32_766


def refusal(found: IndexedObject) -> str:
    """Why an engine would not take this object, as a sentence; empty when it would."""
    unknown = sorted({*found.terms} - {*TERM_FIELDS} | {*found.codes} - {*CODE_FIELDS})
    unknown += sorted({name for part in found.parts for name in part.terms} - {*PART_FIELDS})
    if unknown:
        return f"The search index has no field '{unknown[0]}'."
    if not is_key(found.key):
        return f"The key is empty, longer than {LONGEST_KEY} bytes, or no text."
    try:
        codes = [value.encode() for values in found.codes.values() for value in values]
        anchors = [part.anchor.encode() for part in found.parts]
        for text in (*found.terms.values(), found.display, found.fingerprint):
            text.encode()
        for part in found.parts:
            "".join((*part.terms.values(), part.display)).encode()
    except UnicodeEncodeError:
        return "The text holds half a character (a lone surrogate), which cannot be written."
    if any(len(code) > LONGEST_CODE for code in (*codes, *anchors, found.fingerprint.encode())):
        return f"A code or an anchor is longer than {LONGEST_CODE} bytes."
    return ""


def is_key(key: str) -> bool:
    """Whether an engine can hold something under this key."""
    try:
        return 0 < len(key.encode()) <= LONGEST_KEY
    except UnicodeEncodeError:
        return False
