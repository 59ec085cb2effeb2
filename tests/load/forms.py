"""What a browser would send back of a form that nobody touched."""

from html.parser import HTMLParser


class _Forms(HTMLParser):
    """Collects the fields of every form of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = [{}]
        self._textarea = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self.forms.append({})
        elif tag == "input" and name and _is_sent(given):
            self.forms[-1][name] = given.get("value", "")
        elif tag == "textarea":
            self._textarea = name
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in given:
            self.forms[-1][self._select] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.forms[-1][self._textarea] = data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.forms[-1].setdefault(self._textarea, "")
            self._textarea = ""
        elif tag == "select":
            self._select = ""


def _is_sent(given: dict[str, str]) -> bool:
    kind = given.get("type")
    return "checked" in given if kind in {"checkbox", "radio"} else kind != "submit"


def fields_of(html: str) -> dict[str, str]:
    """The fields of the page's largest form with their values; of several values of one field, the last."""
    page = _Forms()
    page.feed(html)
    return max(page.forms, key=len)
