"""Pages as a source of the search: which are public, in few queries, and which version is the best for whom."""

import pytest

from core.models import ContentPage
from core.searchable.pages import PageSource, page_key
from tests.core.listing_world import World


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_quick_check_of_a_result_page_says_what_the_listings_say(seed, django_assert_num_queries):
    World(seed)
    every = {page_key(pk) for pk in ContentPage.objects.values_list("pk", flat=True)}
    visible = {page_key(pk) for pk in ContentPage.objects.visible().values_list("pk", flat=True)}
    source = PageSource()
    with django_assert_num_queries(1):
        found = source.public(every)
    assert found == visible == set(source.keys())
    assert {document.key for document in source.documents(sorted(every))} == visible
    assert source.public({"page:x", "page:0", "page:"}) == set()
