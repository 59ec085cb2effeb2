"""Forms of A's own pages and files in which keys of somebody's things stand: A's, which is work, or B's, which is not."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.test import Client
from wagtail.models import Page, ReferenceIndex

from core.models import ContentPage, PortalDocument, PortalImage
from core.publishing import approve_and_publish
from tests.security.forms import STREAMS, fields_of, filled
from tests.security.markers import html_of, kinds_in, text_of
from tests.security.visiting import Browser
from tests.security.world import World

#: Things that a form may name, by the name of B's; A's have the same with `own_` before it.
THINGS = ("image", "document", "video", "captions", "itempage", "platformpage", "legaltextpage", "collection")
TITLE = "Made in a form"
#: What the admin says beside a field, or of the whole form.
_ERROR = re.compile(r'(?:error-message"|class="error")[^>]*>\s*(?:<svg.*?</svg>)?\s*([^<]+)', re.DOTALL)


def _block(kind: str, **values: str) -> dict[str, str]:
    """The fields of a body with one block."""
    return {
        "body-count": "1",
        "body-0-type": kind,
        "body-0-order": "0",
        "body-0-deleted": "",
        "body-0-id": "",
        **{f"body-0-value{name and '-'}{name}": value for name, value in values.items()},
    }


def _rows(name: str, **values: str) -> dict[str, str]:
    """The fields of one row below the page."""
    return {f"{name}-TOTAL_FORMS": "1", f"{name}-INITIAL_FORMS": "0", f"{name}-0-ORDER": "1"} | {
        f"{name}-0-{field}": value for field, value in values.items()
    }


@dataclass(frozen=True)
class Attempt:
    """A form of a page, and where in it a key stands."""

    name: str
    model: str
    fields: dict[str, Any] = field(hash=False)

    @property
    def leak_name(self) -> str:
        """What it is called among the known leaks."""
        return f"form:{self.name.replace(' ', '-')}"

    @property
    def opens(self) -> bool:
        """Whether publishing opens a file."""
        return not any("page" in value for value in self.fields.values())


ATTEMPTS = (
    Attempt("cover", "institutions/itempage", {"cover": "{image}"}),
    Attempt("picture in the text", "institutions/itempage", _block("picture", image="{image}")),
    Attempt("file in the text", "institutions/itempage", _block("file", document="{document}", title="")),
    Attempt("link to a page", "institutions/itempage", _block("paragraph", **{"": "LINK itempage"})),
    Attempt("link to a document", "institutions/itempage", _block("paragraph", **{"": "DOCUMENT document"})),
    Attempt("item that belongs to it", "institutions/itempage", _rows("links", target="{itempage}")),
    Attempt("recording", "institutions/mediapage", {"media": "{video}"}),
    Attempt("sign language", "institutions/mediapage", {"media": "{own_video}", "sign_language": "{video}"}),
    Attempt("infographic", "institutions/mediapage", {"picture": "{image}", "picture_text": "Words"}),
    Attempt(
        "captions",
        "institutions/mediapage",
        _rows("tracks", file="{captions}", kind="captions", language="fr"),
    ),
    Attempt("platform of a sheet", "knowledge/rightssheetpage", {"platform": "{platformpage}"}),
    Attempt(
        "text that it amends",
        "knowledge/legaltextpage",
        _rows("relations", kind="amends", target="{legaltextpage}"),
    ),
)


def _paragraph(kind: str, key: int) -> str:
    """What the editor of running text sends: one word, which is a link."""
    block = {"key": "aaaaa", "text": "word", "type": "unstyled", "depth": 0, "inlineStyleRanges": []}
    block["entityRanges"] = [{"offset": 0, "length": 4, "key": 0}]
    entity = {"type": kind, "mutability": "MUTABLE", "data": {"id": key}}
    return json.dumps({"blocks": [block], "entityMap": {"0": entity}})


#: The empty form of each type.
_pages: dict[str, str] = {}


def names_of(world: World, *, own: bool) -> dict[str, Any]:
    """The keys that the attempts name."""
    keys = world.first()
    return {name: keys[f"own_{name}"] if own else keys[name] for name in THINGS} | {"own_video": keys["own_video"]}


@dataclass
class Outcome:
    """What came of a form: the page when it was saved, what its readers get to see, and which files it opened."""

    page: ContentPage | None = None
    kinds: set[str] = field(default_factory=set)
    opened: set[str] = field(default_factory=set)
    names_it: bool = False
    answer: str = ""

    def leaks(self, attempt: Attempt) -> set[str]:
        """A line for each."""
        whats = [f"shows {kind}" for kind in self.kinds] + [f"opens {name}" for name in self.opened]
        return {f"editor POST {attempt.leak_name} {what}" for what in whats}


def send(world: World, attempt: Attempt, *, own: bool) -> Outcome:
    """Adds a page as A's editor, then has it approved, and looks at it as its author and as a reader. Undone."""
    with transaction.atomic():
        outcome = _send(world, attempt, names_of(world, own=own))
        transaction.set_rollback(True)
    return outcome


def _send(world: World, attempt: Attempt, names: dict[str, Any]) -> Outcome:
    editor = Browser(HTTP_ACCEPT_LANGUAGE="en")
    editor.force_login(world.people["editor"])
    address = f"/admin/pages/add/{attempt.model}/{world.ids['own_home'][0]}/"
    data = filled(
        fields_of(html_of(editor.get(address))), {**STREAMS, "title": TITLE, "slug": "made", **_needed(attempt)}, names
    )
    for name, value in attempt.fields.items():
        kind, _space, thing = value.partition(" ")
        data[name] = _paragraph(kind, names[thing]) if kind.isupper() and thing else value.format_map(names)
    answer = editor.post(address, data)
    text = text_of(answer)
    outcome = Outcome(kinds=kinds_in(text), answer=" ".join(" ".join(_ERROR.findall(text)).split()))
    outcome.page = ContentPage.objects.filter(title=TITLE).first()
    if outcome.page:
        _look(world, outcome, editor, names)
    return outcome


def _needed(attempt: Attempt) -> dict[str, str]:
    kind = {"institutions/mediapage": "video", "knowledge/legaltextpage": "law"}.get(attempt.model)
    return {"kind": kind} if kind else {}


def _look(world: World, outcome: Outcome, editor: Client, names: dict[str, Any]) -> None:
    """As its author, in the draft and in the editor; then, approved by people who saw nothing odd, as anybody."""
    page: Any = Page.objects.get(pk=outcome.page.pk)
    is_others = names["image"] != world.ids["own_image"][0]
    for address in (f"/admin/pages/{page.pk}/view_draft/", f"/admin/pages/{page.pk}/edit/") if is_others else ():
        outcome.kinds |= kinds_in(text_of(editor.get(address)))
    approve_and_publish(
        page=page.latest_revision.as_object(), author=world.people["editor"], approver=world.people["portal"]
    )
    reader, page = Browser(), Page.objects.get(pk=page.pk)
    outcome.names_it = _names_any(page.specific, names)
    outcome.kinds |= kinds_in(text_of(reader.get(page.url)))
    for model, name in (
        (PortalImage, "image"),
        *((PortalDocument, name) for name in ("document", "video", "captions")),
    ):
        file = model.objects.get(pk=names[name])
        address = file.url if model is PortalDocument else file.get_rendition("max-165x165").url
        if file.is_public or reader.get(address).status_code == 200:
            outcome.opened.add(name)


def _names_any(page: Page, names: dict[str, Any]) -> bool:
    """Whether the page refers to one of the things, by the index of references."""
    ReferenceIndex.create_or_update_for_object(page)
    found = set(ReferenceIndex.objects.filter(object_id=str(page.pk)).values_list("to_object_id", flat=True))
    return bool(found & {str(key) for key in names.values()})


_FILE = {"title": TITLE, "collection": "{collection}"}

#: Ways to send a file, each with what its form calls the collection and the file.
FILE_FORMS: dict[str, tuple[str, dict[str, str]]] = {
    "image": ("/admin/images/add/", {"title": TITLE, "collection": "{collection}", "file": "@png"}),
    "document": ("/admin/documents/add/", {"title": TITLE, "collection": "{collection}", "file": "@txt"}),
    "many images": ("/admin/images/multiple/add/", {"title": TITLE, "collection": "{collection}", "files[]": "@png"}),
    "many documents": (
        "/admin/documents/multiple/add/",
        {"title": TITLE, "collection": "{collection}", "files[]": "@txt"},
    ),
    "image while choosing": (
        "/admin/images/chooser/create/",
        {f"image-chooser-upload-{name}": value for name, value in _FILE.items()}
        | {"image-chooser-upload-file": "@png"},
    ),
    "document while choosing": (
        "/admin/documents/chooser/create/",
        {f"document-chooser-upload-{name}": value for name, value in _FILE.items()}
        | {"document-chooser-upload-file": "@txt"},
    ),
    "image moved": ("/admin/images/{own_image}/", {"title": TITLE, "collection": "{collection}"}),
    "document moved": ("/admin/documents/edit/{own_document}/", {"title": TITLE, "collection": "{collection}"}),
}


def put_file(world: World, name: str, *, own: bool) -> tuple[int, int]:
    """How many files A's collection and B's have more, or have of this title, after A's editor sent this form. Undone."""
    address, fields = FILE_FORMS[name]
    editor = Browser(HTTP_ACCEPT_LANGUAGE="en")
    editor.force_login(world.people["editor"])
    with transaction.atomic():
        editor.post(address.format_map(world.first()), filled({}, fields, names_of(world, own=own)))
        found = [
            sum(
                model.objects.filter(title=TITLE, collection=world.ids[collection][0]).count()
                for model in (PortalImage, PortalDocument)
            )
            for collection in ("own_collection", "collection")
        ]
        transaction.set_rollback(True)
    return found[0], found[1]
