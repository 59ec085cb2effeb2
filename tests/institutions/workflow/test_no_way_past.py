"""Nobody publishes past the workflow, administrators included; what hung on publishing is still possible."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.actions.copy_page import CopyPageAction, CopyPagePermissionError
from wagtail.actions.create_alias import CreatePageAliasPermissionError
from wagtail.actions.publish_page_revision import PublishPagePermissionError
from wagtail.models import Locale, Page
from wagtail.permissions import policy_registry
from wagtail_localize.models import Translation, TranslationSource

from institutions.enums import Role
from institutions.models import InstitutionPage, PartnershipAgreement
from institutions.workflow.permissions import may_delete, may_move, may_unpublish
from tests.factories import pages
from tests.factories.admin import send_form
from tests.factories.people import member
from tests.institutions.workflow.world import (
    again,
    approve_through,
    faults,
    portal,  # noqa: F401
    publish,
    said,
    sign_in,
    stored,
    world,  # noqa: F401
    write,
)

pytestmark = pytest.mark.django_db
EVERYBODY = ("editor", "moderator", "portal", "administrator")


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


class TestPublishing:
    @pytest.mark.parametrize("name", EVERYBODY)
    def test_nobody_may(self, world, name):  # noqa: F811
        user = getattr(world, name)
        allowed = stored(world.item).permissions_for_user(user)
        assert not allowed.can_publish()
        assert not allowed.can_publish_subpage()
        assert not Page.objects.get(pk=world.item.pk).permissions_for_user(user).can_publish()
        policy = policy_registry.get_by_type(Page)
        assert not policy.user_has_permission(user, "publish")
        assert not policy.user_has_permission_for_instance(user, "publish", world.item)
        assert not policy.instances_user_has_permission_for(user, "publish").exists()
        assert policy.user_has_any_permission(user, ["change", "publish"])

    def test_no_user_is_named_as_a_publisher(self, world):  # noqa: F811
        policy = policy_registry.get_by_type(Page)
        assert not policy.users_with_permission("publish").exists()
        assert not policy.users_with_permission_for_instance("publish", world.item).exists()

    @pytest.mark.parametrize("name", EVERYBODY)
    def test_a_revision_is_not_published_in_their_name(self, world, name):  # noqa: F811
        revision = write(world.item, world.editor)
        with pytest.raises(PublishPagePermissionError):
            revision.publish(user=getattr(world, name))

    def test_the_editor_offers_no_publish_and_its_post_saves_a_draft(self, world, client):  # noqa: F811
        write(world.item, world.editor)
        sign_in(client, world.administrator)
        assert 'name="action-publish"' not in client.get(edit_url(world.item)).text
        send_form(client, edit_url(world.item), title="Past it", **{"action-publish": "1"})
        assert not stored(world.item).live
        assert stored(world.item).get_latest_revision().content["title"] == "Past it"

    def test_in_bulk_nothing_is_published(self, world, client):  # noqa: F811
        write(world.item, world.editor)
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={world.item.pk}"
        response = sign_in(client, world.administrator).post(url, {"include_descendants": "on"})
        assert response.status_code in (200, 302, 404)
        assert not stored(world.item).live

    @pytest.mark.parametrize("name", EVERYBODY)
    def test_a_copy_is_a_draft(self, world, client, name):  # noqa: F811
        publish(world.item, world.editor, world.second, world.portal2)
        user = getattr(world, name)
        with pytest.raises(CopyPagePermissionError):
            CopyPageAction(stored(world.item), to=world.face, user=user, update_attrs={"slug": "copy"}).execute()
        sign_in(client, user).post(
            reverse("wagtailadmin_pages:copy", args=[world.item.pk]),
            {
                "new_title": "Copy",
                "new_slug": "copy",
                "new_parent_page": world.face.pk,
                "publish_copies": "on",
                "copy_subpages": "on",
            },
        )
        assert not Page.objects.filter(slug="copy", live=True).exists()
        assert faults() == []

    def test_a_schedule_in_a_draft_publishes_nothing(self, world):  # noqa: F811
        revision = write(world.item, world.editor)
        with pytest.raises(PublishPagePermissionError):
            revision.publish(user=world.administrator)
        assert stored(world.item).approved_schedule is False

    def test_a_snippet_is_not_published_by_an_administrator(self, world, client):  # noqa: F811
        agreement = PartnershipAgreement.objects.create(institution=world.agency, live=False)
        agreement.save_revision(user=world.editor)
        url = reverse(PartnershipAgreement.snippet_viewset.get_url_name("edit"), args=[agreement.pk])
        sign_in(client, world.administrator)
        assert 'name="action-publish"' not in client.get(url).text
        send_form(client, url, **{"action-publish": "1"})
        assert not PartnershipAgreement.objects.get(pk=agreement.pk).live


class TestMirrors:
    def test_nobody_makes_a_live_one(self, world):  # noqa: F811
        publish(world.item, world.editor, world.moderator, world.portal)
        with pytest.raises(CreatePageAliasPermissionError):
            stored(world.item).create_alias(parent=world.face, update_slug="mirror", user=world.administrator)
        mirror = stored(world.item).create_alias(parent=world.face, update_slug="mirror")
        assert not stored(mirror).live
        publish(world.item, world.editor, world.moderator, world.portal, title="Two")
        assert not stored(mirror).live, "publishing the source does not publish its mirror"
        assert faults() == []

    def test_it_does_not_become_a_page_of_its_own(self, world, client):  # noqa: F811
        mirror = stored(world.item).create_alias(parent=world.face, update_slug="mirror")
        url = reverse("wagtailadmin_pages:convert_alias", args=[mirror.pk])
        response = sign_in(client, world.administrator).post(url)
        assert "cannot become a page of its own" in said(response)
        assert stored(mirror).alias_of_id == world.item.pk


class TestTranslations:
    @pytest.fixture
    def target(self, world):  # noqa: F811
        publish(world.item, world.editor, world.moderator, world.portal)
        source, _made = TranslationSource.get_or_create_from_instance(stored(world.item))
        made = Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="ar"))
        made.save_target(user=world.administrator, publish=True)
        return made

    def test_updating_publishes_none(self, world, target, client):  # noqa: F811
        url = reverse("wagtail_localize:update_translations", args=[target.source.pk])
        response = sign_in(client, world.administrator).post(url, {"publish_translations": "on"})
        assert "published when it was approved itself" in response.text
        assert not target.get_target_instance().live
        assert faults() == []

    def test_the_editor_of_translations_publishes_none(self, world, target, client):  # noqa: F811
        page = target.get_target_instance()
        sign_in(client, world.administrator).post(edit_url(page), {"action": "publish"})
        assert not stored(page).live

    def test_it_is_sent_for_approval_instead(self, world, target, client):  # noqa: F811
        page = target.get_target_instance()
        address = reverse("page-send-translation", args=[page.pk])
        assert address in sign_in(client, world.editor).get(edit_url(page)).text
        assert "passages are translated" in client.get(address).text
        assert "saved as a draft" in said(client.post(address, {"draft": "1"}))
        assert not stored(page).workflow_in_progress
        assert "was sent for approval" in said(client.post(address, {"send": "1"}))
        assert stored(page).workflow_in_progress
        assert address not in client.get(edit_url(page)).text
        assert "waits for approval" in said(client.post(address, {"send": "1"}))
        approve_through(page, world.moderator, world.portal)
        assert stored(page).live
        assert faults() == []

    def test_a_translation_does_not_become_a_mirror(self, world, target, client):  # noqa: F811
        page = target.get_target_instance()
        url = reverse("wagtail_localize:convert_to_alias", args=[page.pk])
        response = sign_in(client, world.administrator).post(url)
        assert "cannot follow another language by itself" in said(response)
        assert not stored(page).live
        assert stored(page).alias_of_id is None


class TestWhatHungOnPublishing:
    @pytest.fixture
    def live(self, world):  # noqa: F811
        publish(world.item, world.editor, world.moderator, world.portal)
        return stored(world.item)

    def test_who_moderates_takes_down_moves_and_deletes_what_is_live(self, world, live):  # noqa: F811
        for name in ("moderator", "portal", "administrator"):
            user = again(getattr(world, name))
            assert may_unpublish(user, live)
            assert may_move(user, live)
            assert may_delete(user, live)
        assert not may_unpublish(world.editor, live)
        assert not may_move(world.editor, live)
        assert not may_delete(world.editor, live)

    def test_an_editor_deletes_and_moves_drafts(self, world):  # noqa: F811
        assert may_delete(world.editor, stored(world.item))
        assert may_move(world.editor, stored(world.item))
        assert not may_unpublish(world.editor, stored(world.item))

    def test_the_page_of_an_institution_is_not_its_peoples_to_remove(self, world):  # noqa: F811
        face = InstitutionPage.objects.get(pk=world.face.pk)
        for name in ("editor", "moderator"):
            user = again(getattr(world, name))
            assert not may_delete(user, face)
            assert not may_move(user, face)
        assert may_move(again(world.portal), face)

    def test_nothing_of_another_institution(self, world):  # noqa: F811
        other = pages.add_institution(world.tree, pages.make_institution("other", fr="Autre"))
        page = pages.add_item(other, "Other", live=True)
        for name in ("editor", "moderator"):
            user = again(getattr(world, name))
            assert not may_unpublish(user, page)
            assert not may_move(user, page)
            assert not may_delete(user, page)
            assert not page.permissions_for_user(user).can_reorder_children()
            assert not stored(world.item).permissions_for_user(user).can_move_to(other)

    def test_a_live_page_moves_to_where_the_person_moderates(self, world, live):  # noqa: F811
        other = pages.make_institution("other", fr="Autre")
        member(other, Role.EDITOR, world.editor.email)
        face = InstitutionPage.objects.get(entity=other, face_language="fr")
        assert not live.permissions_for_user(again(world.moderator)).can_move_to(face)
        member(other, Role.MODERATOR, world.moderator.email)
        assert live.permissions_for_user(again(world.moderator)).can_move_to(Page.objects.get(pk=face.pk))
        assert not live.permissions_for_user(again(world.editor)).can_move_to(face)

    def test_who_moderates_reorders_and_unschedules(self, world, live):  # noqa: F811
        face = Page.objects.get(pk=world.face.pk)
        assert face.permissions_for_user(again(world.moderator)).can_reorder_children()
        assert not face.permissions_for_user(again(world.editor)).can_reorder_children()
        assert live.permissions_for_user(again(world.moderator)).can_unschedule()

    def test_nobody_signed_out_or_inactive(self, world, live):  # noqa: F811
        world.administrator.is_active = False
        allowed = live.permissions_for_user(world.administrator)
        assert not any((allowed.can_unpublish(), allowed.can_delete(), allowed.can_move(), allowed.can_publish()))

    def test_the_groups_are_as_they_were(self, world):  # noqa: F811
        assert not Group.objects.filter(permissions__codename__startswith="publish_").exists()
