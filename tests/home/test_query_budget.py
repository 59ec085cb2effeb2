"""Every public page of the demonstration takes at most thirty queries when nothing is kept (DESIGN, budgets)."""

import io
from collections import defaultdict

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from institutions.models import HelpGuidePage
from knowledge.models import KnowledgeIndexPage

MOST = 30
#: Pages of each type and language that are read: the first ones differ enough.
EACH = 4


@pytest.mark.either
@pytest.mark.no_cover  # reads what other tests cover, page by page
class TestEveryPublicPage(TestCase):
    @classmethod
    def setUpTestData(cls):
        call_command("load_demo", stdout=io.StringIO())

    def addresses(self):
        seen = defaultdict(int)
        for page in Page.objects.live().filter(depth__gt=1).select_related("locale", "content_type").order_by("-pk"):
            seen[page.content_type_id, page.locale_id] += 1
            if seen[page.content_type_id, page.locale_id] <= EACH:
                yield page.content_type.model, page.url
        for guide in HelpGuidePage.objects.live():
            yield "print", f"{guide.url}print/"
            yield "step", f"{guide.url}{guide.steps[-1].value['key']}/"
        for knowledge in KnowledgeIndexPage.objects.live():
            yield "glossary", f"{knowledge.url}glossary/"
        with translation.override("ar"):
            for name, args in (
                ("region-list", ()),
                ("region-detail", ("fes-meknes",)),
                ("audience-list", ()),
                ("audience-detail", ("citizen",)),
            ):
                yield name, reverse(f"entrances:{name}", args=args)

    def test_takes_at_most_thirty_queries(self):
        most = defaultdict(int)
        for name, address in self.addresses():
            self.client.get(address)  # fills what a process reads once, such as content types
            with CaptureQueriesContext(connection) as captured:
                assert self.client.get(address).status_code == 200, address
            most[name] = max(most[name], len(captured))
        assert {name: count for name, count in most.items() if count > MOST} == {}
        assert len(most) >= 20, "every type is there"
