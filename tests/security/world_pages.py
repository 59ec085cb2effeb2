"""Pages of the other institution in every state, each with a text that nobody outside may read."""

import json
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.utils import timezone
from wagtail.models import Comment, CommentReply, Locale, Page, PageViewRestriction
from wagtail_localize.models import SegmentOverride, String, StringTranslation, Translation, TranslationSource

from core.models import ContentPage, Institution
from core.publishing import approve_and_publish, system_user
from institutions.models import InstitutionPage, ItemPage
from knowledge.models import LegalTextPage, Provision, TextVersion
from tests.factories.pages import add_item, add_page
from tests.security.markers import mark

#: What a type cannot do without.
NEEDED = {
    "championpage": {"criteria": mark("page"), "reasons": mark("page")},
    "programmepage": {"action": mark("page")},
}


def page_types() -> list[type[ContentPage]]:
    """Every type that an institution may publish below its page."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, ContentPage)
        and model.is_creatable
        and InstitutionPage in [parent for parent in model.allowed_parent_page_models() if parent is InstitutionPage]
    ]


def make_pages(world: Any, institution: Institution) -> None:
    """All of them."""
    home = InstitutionPage.objects.get(entity=institution, face_language="fr")
    home = _publish(home, title="PUBLICB Bravo", summary="PUBLICB summary")
    world.name("home", home)
    world.name("directory", world.tree.institutions["fr"])
    arabic = InstitutionPage.objects.get(entity=institution, face_language="ar")
    arabic.title = arabic.draft_title = mark("page", "arabic")
    arabic.save()
    world.name("arabic_home", arabic)
    _drafts(world, home)
    _live_with_later_draft(world, home)
    _in_workflow(world, home)
    _locked_and_scheduled(world, home)
    _commented(world)
    _translated(world, home)
    _legal_text(world)
    home.refresh_from_db()
    for name in ("draft", "closed"):
        world.name(f"{name}_url", Page.objects.get(pk=world.ids[name][0]).url)
    world.name("page", *home.get_descendants().order_by("pk").values_list("pk", flat=True))


def _publish(page: Any, **fields: Any) -> Any:
    page = page.specific_class.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    approve_and_publish(page=page, author=system_user("setup"), approver=system_user("operator"))
    return page.specific_class.objects.get(pk=page.pk)


def _save(world: Any, page: Any, **fields: Any) -> Any:
    """A revision by B's editor, named in the history."""
    for name, value in fields.items():
        setattr(page, name, value)
    return page.save_revision(user=world.people["b_editor"], log_action=True, changed=True)


def _drafts(world: Any, home: Any) -> None:
    for number, model in enumerate(page_types()):
        name = model._meta.model_name
        fields = {"summary": mark("page"), **NEEDED.get(name, {})}
        if hasattr(model, "cover"):
            fields["cover_id"] = world.ids["image"][0]
        page = add_page(model, home, mark("page", number), live=False, **fields)
        first = _save(world, page)
        _save(world, page, title=mark("page", f"{number}later"))
        world.name("draft", page)
        world.name("revision", first)
        world.name(name, page)
        world.name(f"{name}_revision", first)


def _live_with_later_draft(world: Any, home: Any) -> None:
    page = _publish(
        add_item(home, "PUBLICB item", live=False, topics=[world.region]),
        summary="PUBLICB summary",
        audience=["citizen"],
        review_due_on=timezone.localdate() - timedelta(days=9),
    )
    world.name("live", page)
    world.name("soon", str(timezone.localdate() + timedelta(days=90)))
    world.name("live_revision", page.live_revision_id)
    body = [{"type": "file", "value": {"document": world.ids["document"][0], "title": mark("page")}}]
    later = ItemPage.objects.get(pk=page.pk)
    later.body = later.body.stream_block.to_python(body)
    _save(world, later, title=mark("page", "afterwards"), summary=mark("page"))
    world.name("later", later.latest_revision)
    world.name("document_user", page)
    alias = ItemPage.objects.get(pk=page.pk).create_alias(parent=Page.objects.get(pk=home.pk), update_slug="other")
    world.name("alias", alias)
    closed = _publish(add_item(home, mark("page", "closed"), slug="closed", live=False), summary=mark("page"))
    PageViewRestriction.objects.create(page=closed, restriction_type="password", password=mark("password"))
    world.name("closed", closed)
    world.name("restriction", closed.view_restrictions.first())


def _in_workflow(world: Any, home: Any) -> None:
    editor, moderator = world.people["b_editor"], world.people["b_moderator"]
    for name, title in (("waiting", mark("page", "waiting")), ("returned", mark("page", "returned"))):
        page = add_item(home, title, live=False, summary=mark("page"))
        _save(world, page)
        state = page.get_workflow().start(ItemPage.objects.get(pk=page.pk), editor)
        if name == "returned":
            state.current_task_state.reject(user=moderator, comment=mark("comment", "returned"))
        world.name(name, page)
        world.name(f"{name}_state", state)
        world.name(f"{name}_task_state", state.current_task_state)
        world.name(f"{name}_task", state.current_task_state.task_id)


def _locked_and_scheduled(world: Any, home: Any) -> None:
    locked = add_item(home, mark("page", "locked"), live=False)
    _save(world, locked)
    locked.locked, locked.locked_by, locked.locked_at = True, world.people["b_moderator"], timezone.now()
    locked.save()
    world.name("locked", locked)
    scheduled = add_item(home, mark("page", "scheduled"), live=False)
    scheduled.go_live_at = timezone.now() + timedelta(days=3)
    revision = _save(world, scheduled)
    revision.approved_go_live_at = scheduled.go_live_at
    revision.save()
    world.name("scheduled", scheduled)
    world.name("scheduled_revision", revision)


def _commented(world: Any) -> None:
    page = Page.objects.get(pk=world.ids["itempage"][0])
    comment = Comment.objects.create(
        page=page,
        user=world.people["b_moderator"],
        text=mark("comment"),
        contentpath="title",
        revision_created=page.latest_revision,
    )
    CommentReply.objects.create(comment=comment, user=world.people["b_editor"], text=mark("comment", "reply"))
    world.name("comment", comment)


def _translated(world: Any, home: Any) -> None:
    """A page that is being translated, with a segment translated already, and its target."""
    page = add_item(home, mark("page", "translated"), live=False, summary=mark("page"))
    _save(world, page, link_url="https://markerbaddress.example/")
    page.save()
    source, _created = TranslationSource.update_or_create_from_instance(ItemPage.objects.get(pk=page.pk))
    arabic = Locale.objects.get(language_code="ar")
    translation = Translation.objects.create(source=source, target_locale=arabic)
    segment = source.stringsegment_set.filter(context__path="title").first()
    StringTranslation.objects.create(
        translation_of=segment.string,
        locale=arabic,
        context=segment.context,
        data=mark("translation"),
        last_translated_by=world.people["b_editor"],
    )
    translation.save_target(user=world.people["b_editor"], publish=False)
    target = page.get_translation(arabic)
    world.name("translation_source", source)
    world.name("translation", translation)
    world.name("segment", segment)
    world.name("string", String.objects.get(pk=segment.string_id))
    for segment in source.overridablesegment_set.all()[:1]:
        SegmentOverride.objects.create(
            locale=arabic, context=segment.context, data_json=json.dumps("https://markerbtranslation.example/")
        )
    world.name("pofile", str(translation.export_po()).replace("MARKERBtranslation", "taken over"))
    world.name("overridable", *source.overridablesegment_set.all()[:1])
    world.name("translated", page)
    world.name("target", target)
    world.name("arabic", arabic)


def _legal_text(world: Any) -> None:
    """The draft of a legal text gets a version with an article, and one that was sent for approval before."""
    page = LegalTextPage.objects.get(pk=world.ids["legaltextpage"][0])
    version = TextVersion.objects.create(
        text_key=page.translation_key,
        language="fr",
        label=mark("article", "version"),
        created_by=world.people["b_editor"],
        source_file_id=world.ids["document"][0],
    )
    for number in (1, 2):
        Provision.objects.create(
            version=version,
            position=number,
            anchor=f"art-{number}",
            label=f"Article {number}",
            heading=mark("article", "heading"),
            text=mark("article", number),
        )
    page.version = version
    page.title = mark("page", "law")
    page.save()
    _save(world, page)
    world.name("anchor", "art-1")
    world.name("version", version)
