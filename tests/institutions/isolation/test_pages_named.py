"""What people write names no page of others: comments, links, rich text, previews."""

import json

import pytest
from django.urls import reverse
from wagtail.models import Comment, Page, Revision

from tests.factories.portal import portal  # noqa: F401
from tests.institutions.isolation.pages_world import SECRET, browser, text, world  # noqa: F401
from tests.institutions.isolation.test_pages_changing import filled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]


def test_comments_are_neither_read_nor_written(world):  # noqa: F811
    comment = Comment.objects.create(
        page=world.b.draft, user=world.b.editor, text=f"{SECRET} remark", contentpath="title"
    )
    url = reverse("wagtailadmin_pages:edit", args=[world.b.draft_key])
    assert f"{SECRET} remark" in text(world.b.editor, url)
    assert f"{SECRET} remark" not in text(world.a.editor, url)
    own = reverse("wagtailadmin_pages:edit", args=[world.a.draft_key])
    data = filled(world.a.editor, own, title="Sent")
    forged = {"id": comment.pk, "text": "Changed", "contentpath": "title", "replies-TOTAL_FORMS": 0}
    data.update({"comments-TOTAL_FORMS": 1, "comments-INITIAL_FORMS": 1, "comments-0-replies-INITIAL_FORMS": 0})
    data.update({f"comments-0-{name}": value for name, value in forged.items()})
    text(world.a.editor, own, data, post=True)
    comment.refresh_from_db()
    assert comment.text == f"{SECRET} remark"
    assert comment.page_id == world.b.draft_key


def link_row(key):
    return {
        "links-TOTAL_FORMS": 1,
        "links-INITIAL_FORMS": 0,
        "links-0-target": key,
        "links-0-ORDER": 1,
        "links-0-DELETE": "",
    }


def rich_text(key):
    """A link to the page inside a text, as the editor of the browser sends it."""
    words = {"text": "here", "type": "unstyled", "depth": 0, "key": "a1", "inlineStyleRanges": []}
    block = {**words, "entityRanges": [{"offset": 0, "length": 4, "key": 0}]}
    link = {"type": "LINK", "mutability": "MUTABLE", "data": {"id": key, "url": "/x/", "parentId": 1}}
    value = json.dumps({"blocks": [block], "entityMap": {"0": link}})
    head = {"body-count": 1, "body-0-deleted": "", "body-0-order": 0, "body-0-type": "paragraph", "body-0-id": ""}
    return {**head, "body-0-value": value}


@pytest.mark.parametrize("sent", [link_row, rich_text])
def test_what_one_writes_names_no_page_of_others_that_is_not_public(world, sent):  # noqa: F811
    url = reverse("wagtailadmin_pages:edit", args=[world.a.draft_key])
    hidden, public, own = world.b.draft_key, world.b.live_key, world.a.live_key
    before = Revision.objects.count()
    body = text(world.a.editor, url, filled(world.a.editor, url, **sent(hidden)), post=True)
    assert "neither public nor yours" in body
    assert f"{SECRET} draft of beth" not in body
    assert Revision.objects.count() == before
    for key in (public, own):
        body = text(world.a.editor, url, filled(world.a.editor, url, **sent(key)), post=True)
        assert "neither public nor yours" not in body
    assert Revision.objects.count() > before


def test_what_was_named_while_it_was_public_stays(world):  # noqa: F811
    url = reverse("wagtailadmin_pages:edit", args=[world.a.draft_key])
    text(world.a.editor, url, filled(world.a.editor, url, **rich_text(world.b.live_key)), post=True)
    Page.objects.filter(pk=world.b.live_key).update(live=False)
    before = Revision.objects.count()
    text(world.a.editor, url, filled(world.a.editor, url, title="Later", **rich_text(world.b.live_key)), post=True)
    assert Page.objects.get(pk=world.a.draft_key).draft_title == "Later"
    assert Revision.objects.count() >= before


def test_the_preview_names_no_page_of_others_that_is_not_public(world):  # noqa: F811
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[world.a.draft_key])
    edit = reverse("wagtailadmin_pages:edit", args=[world.a.draft_key])
    data = filled(world.a.editor, edit, **rich_text(world.b.draft_key))
    assert json.loads(text(world.a.editor, url, data, post=True))["is_valid"] is False
    slug = Page.objects.get(pk=world.b.draft_key).slug
    assert slug not in text(world.a.editor, url)
