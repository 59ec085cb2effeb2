"""The fields of the two indexes of a generation, and documents in them.

Objects and parts lie apart: tantivy divides the length of a field by the number of all documents of an index, whether
they have the field or not, which would make every part look long.
"""

import tantivy

from search.engines.base import CODE_FIELDS, EMPTY, PART_FIELDS, TERM_FIELDS, IndexedObject, IndexedPart

#: Fields in which phrases are looked for; the others need no positions.
WITH_POSITIONS = frozenset({"title", "summary", "text", "part"})
LATEST = 9_999_999  # after every day that a date can have


def _term_field(builder: tantivy.SchemaBuilder, name: str) -> None:
    option = "position" if name in WITH_POSITIONS else "freq"
    builder.add_text_field(name, tokenizer_name="terms", index_option=option)


def _code_field(builder: tantivy.SchemaBuilder, name: str, *, stored: bool = False, fast: bool = True) -> None:
    builder.add_text_field(name, stored=stored, fast=fast, tokenizer_name="raw", index_option="basic")


def object_schema() -> tantivy.Schema:
    """Fields of objects. `newest` and `oldest` hold the day with the key, so that both sort in one column."""
    builder = tantivy.SchemaBuilder()
    for name in TERM_FIELDS:
        _term_field(builder, name)
    for name in CODE_FIELDS:
        _code_field(builder, name, stored=name == "key")
    for name in ("newest", "oldest"):
        _code_field(builder, name)
    for name in ("day", "expires", "version"):
        builder.add_unsigned_field(name, indexed=True, fast=True)
    builder.add_text_field("fingerprint", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("display", stored=True)
    return builder.build()


def part_schema() -> tantivy.Schema:
    """Fields of parts."""
    builder = tantivy.SchemaBuilder()
    for name in PART_FIELDS:
        _term_field(builder, name)
    _code_field(builder, "key", fast=False)
    builder.add_text_field("anchor", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("display", stored=True)
    return builder.build()


def object_document(found: IndexedObject) -> tantivy.Document:
    """The object as a document of the index of objects."""
    document = tantivy.Document()
    for name in TERM_FIELDS:
        document.add_text(name, found.terms.get(name) or EMPTY)
    codes = {**found.codes, "key": [found.key]}
    for name, values in codes.items():
        for value in values:
            document.add_text(name, value)
    document.add_text("newest", f"{LATEST - found.day:07} {found.key}")
    document.add_text("oldest", f"{found.day or LATEST:07} {found.key}")
    document.add_unsigned("day", found.day)
    document.add_unsigned("expires", found.expires)
    document.add_unsigned("version", found.version)
    document.add_text("fingerprint", found.fingerprint)
    document.add_bytes("display", found.display.encode())
    return document


def part_document(key: str, part: IndexedPart) -> tantivy.Document:
    """The part as a document of the index of parts."""
    document = tantivy.Document()
    for name in PART_FIELDS:
        document.add_text(name, part.terms.get(name) or EMPTY)
    document.add_text("key", key)
    document.add_text("anchor", part.anchor)
    document.add_bytes("display", part.display.encode())
    return document


def open_index(schema: tantivy.Schema, path: str, *, sort_by: str | None = None) -> tantivy.Index:
    """The index in a folder, made when the folder is empty. Terms are separated by white space and nothing else."""
    index = tantivy.Index(schema, path=path, sort_by_field=sort_by)
    analyser = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("terms", analyser)
    return index
