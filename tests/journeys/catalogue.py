"""Finds, in a loaded portal, an address for every public place and language; writes them as JSON."""

import contextlib
import itertools
import json
import re
import sys
from pathlib import Path

import django

#: Values that parameters of addresses may take, by the parameter's name; the first that leads to an answer is taken.
VALUES = {
    "anchor": ("art-7", "art-2", "art-1"),
    "part": (2,),
    "piece": (2,),
    "number": (1,),
    "form": ("html", "txt"),
}
#: What an address is nothing without: here, what the remark is about.
QUERIES = {
    "feedback:page-remark-add": "?page={theme}&about=error",
    "feedback:page-remark-sent": "?page={theme}",
    "search:page-feed": "?q=code",
    "search:suggestion-list": "?q=co",
}
MOST_TRIED = 12


def main(target: str) -> None:
    """Write {place: {language: address}}; what is missing is simply absent, and the tests name it."""
    from django.test import Client
    from django.utils import translation

    from tests.journeys.places import places

    client = Client(headers={"authorization": "none"})  # not from the page cache
    found: dict[str, dict[str, str]] = {}
    for place in places():
        for language in place.languages:
            with translation.override(language):
                for address in itertools.islice(_candidates(place.name, language), MOST_TRIED):
                    if _is_answered(client, place.name, address):
                        found.setdefault(place.name, {})[language] = address
                        break
    Path(target).write_text(json.dumps(found, indent=1, ensure_ascii=False))


def _is_answered(client, name: str, address: str) -> bool:
    expected = 404 if name == "state:no such page" else 302 if name in {"name:root", "name:favicon"} else 200
    return client.get(address).status_code == expected


def _candidates(name: str, language: str):
    kind, _, rest = name.partition(":")
    if kind == "page":
        yield from (page.get_url() for page in _instances(rest, language))
    elif kind == "route":
        model, _, pattern = rest.partition(":")
        for page in _instances(model, language):
            yield from (page.get_url() + path for path in _filled(pattern, page))
    elif kind == "name":
        yield from _named(rest, language)
    else:
        yield from _states(name, language)


def _instances(model_name: str, language: str):
    """Published pages of the type, the fullest first."""
    from django.db.models.functions import Length

    from tests.journeys.places import page_types

    model = next(model for model in page_types() if model.__name__ == model_name)
    live = model.objects.live().public().filter(locale__language_code=language)
    return live.order_by(Length("live_revision__content").desc(), "pk")[:MOST_TRIED]


def _filled(pattern: str, page):
    names = re.findall(r"<(?:\w+:)?(\w+)>", pattern)
    own = {"key": [block.value["key"] for block in page.steps[1:]]} if hasattr(page, "steps") else {}
    for values in itertools.product(*(own.get(name) or VALUES.get(name, ()) for name in names)):
        path = pattern
        for name, value in zip(names, values, strict=True):
            path = re.sub(rf"<(?:\w+:)?{name}>", str(value), path)
        yield path


def _named(name: str, language: str):
    from django.urls import NoReverseMatch, reverse

    from core.models import PortalDocument, PortalImage

    for document in PortalDocument.objects.filter(is_public=True) if name == "wagtaildocs_serve" else []:
        yield document.url
    for image in PortalImage.objects.filter(is_public=True) if name == "image_rendition" else []:
        yield image.get_rendition("width-400|format-webp").url
    for arguments in ({}, {"language": language}, *_codes(name)):
        try:
            yield reverse(name, kwargs=arguments) + _query(name, language)
        except NoReverseMatch:
            continue


def _codes(name: str):
    """What `code` may be in an address of this name; the regions with most content first."""
    from django.db.models import Count

    from core.enums import Audience, TopicTree
    from core.models import Topic

    if name.startswith("entrances:region-"):
        regions = Topic.objects.filter(tree=TopicTree.REGION).annotate(filed=Count("content"))
        yield from regions.order_by("-filed", "code").values("code")
    elif name.startswith("entrances:audience-"):
        yield from ({"code": audience.value} for audience in Audience)


def _query(name: str, language: str) -> str:
    return QUERIES[name].format(theme=_instances("ThemePage", language)[0].pk) if name in QUERIES else ""


def _states(name: str, language: str):
    from core.models import ContentPage, PortalDocument, PortalImage
    from tests.journeys.places import KINDS_SEEN, STATES

    live = ContentPage.objects.live().public().filter(locale__language_code=language)
    shown = {
        "theme": _instances("ThemePage", language)[0],
        "picture": _page_with(PortalImage, language),
        "file": _page_with(PortalDocument, language),
        "guide": _instances("HelpGuidePage", language)[0],
        "platforms": _instances("PlatformIndexPage", language)[0],
        "institutions": _instances("InstitutionIndexPage", language)[0],
    } | {kind: live.filter(kind=kind).order_by("-dated_on", "pk").first() for kind in KINDS_SEEN}
    paths = {what: page.get_url().removeprefix(f"/{language}/") for what, page in shown.items() if page}
    result = next(block.value["key"] for block in reversed(shown["guide"].steps) if block.block_type == "result")
    with contextlib.suppress(KeyError):  # the demonstration lacks it: the test of this place says so
        yield f"/{language}/" + STATES[name].format(result=result, **paths)


def _page_with(file_model, language: str):
    """A published page that shows a file of this kind in its text."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Page, ReferenceIndex

    files = ReferenceIndex.objects.filter(to_content_type=ContentType.objects.get_for_model(file_model))
    pages = Page.objects.live().public().filter(locale__language_code=language)
    return pages.filter(pk__in=[int(key) for key in files.values_list("object_id", flat=True)]).first()


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1])
