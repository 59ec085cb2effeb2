"""What an HTML document holds, read without a browser."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Document(HTMLParser):
    """The facts of one document that tests ask about."""

    lang: str = ""
    direction: str = ""
    title: str = ""
    headings: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    _open: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.names.add(given.get("id", ""))
        if tag == "html":
            self.lang, self.direction = given.get("lang", ""), given.get("dir", "")
        if tag in {"title", "h1"}:
            self._open = tag
            if tag == "h1":
                self.headings.append("")
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.levels.append(int(tag[1]))
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        self._note_inline(tag, given)

    def _note_inline(self, tag: str, given: dict[str, str]) -> None:
        is_code = tag == "script" and "src" not in given and given.get("type") != "application/ld+json"
        if tag == "style" or is_code:
            self.inline.append(f"<{tag}>")
        self.inline += [f"<{tag} {name}>" for name in given if name == "style" or name.startswith("on")]

    def handle_endtag(self, tag: str) -> None:
        if tag == self._open:
            self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open == "title":
            self.title += data
        elif self._open == "h1":
            self.headings[-1] += data


def read(html: str) -> Document:
    """The document's facts."""
    document = Document()
    document.feed(html)
    document.close()
    return document
