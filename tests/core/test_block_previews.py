"""Every block that an editor may put into a text says what it is for and shows how readers see it."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from core.blocks.body import BodyBlock
from core.blocks.sources import SourcesBlock

pytestmark = pytest.mark.django_db
BLOCKS = {**BodyBlock().child_blocks, **SourcesBlock().child_blocks}


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_has_a_description_and_a_preview(name):
    assert BLOCKS[name].get_description()
    assert BLOCKS[name].is_previewable


@pytest.mark.parametrize("name", BLOCKS)
def test_previews_wear_the_portals_own_style(admin, name):
    answer = admin.get(reverse("wagtailadmin_block_preview"), {"id": BLOCKS[name].definition_prefix})
    assert answer.status_code == 200
    assert "css/tokens.css" in answer.text
    assert 'class="prose"' in answer.text


@pytest.mark.parametrize("language", [code for code, _name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES])
def test_previews_speak_the_language_of_the_admin(admin, language):
    admin.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    answer = admin.get(reverse("wagtailadmin_block_preview"), {"id": BLOCKS["heading"].definition_prefix})
    with translation.override(language):
        from core.blocks import samples

        assert samples.heading()["text"] in answer.text
    assert f'lang="{language}"' in answer.text
