"""Rows of the other institution that are no pages and no files, and rows of the portal as a whole."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import Collection, Locale, Page, Site, Workflow

from core.importing.models import ImportedItem, ImportRun
from core.importing.uploads import ImportJob, ImportJobRow, ImportMapping, JobState
from core.links.models import LinkCheck, fingerprint
from core.models import ContentPage, Institution, Topic, User
from core.outbox.models import OutboxEntry
from core.publishing import approve_and_publish
from feedback.models import PageRemark
from institutions.models import InstitutionTable, PartnershipAgreement, PublicationApproval
from institutions.models.preview import PreviewLink
from institutions.models.steps import Absence
from institutions.preview_links.files import with_signed_files
from institutions.preview_links.links import preview_link_create, preview_link_revoke
from institutions.provisioning import institution_suspend
from search.models import Promotion, ProtectedWord, QueryCount, SettledQuery, StopWord, SynonymSet
from tests.factories.pages import make_institution
from tests.security.markers import YEAR, mark


def make_portal_rows(world: Any) -> None:
    """What belongs to no institution, marked too: it is not for the people of one."""
    world.name("root", Page.objects.get(depth=1))
    world.name("portal_home", world.tree.homes["fr"])
    world.name("site", Site.objects.get())
    world.name("locale", Locale.objects.get(language_code="fr"))
    world.name("portal_workflow", Page.objects.get(depth=1).get_workflow())
    world.name("synonyms", SynonymSet.objects.create(terms={"fr": ["publicb", "publicbis"]}, note=mark("rule")))
    world.name("protected", ProtectedWord.objects.create(language="fr", word="MARKERBrule"))
    world.name("ignored", StopWord.objects.create(language="fr", word="MARKERBrule"))
    world.name("settled", SettledQuery.objects.create(language="fr", query="settled", note=mark("rule")))
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    world.name(
        "query",
        QueryCount.objects.create(hour=hour, language="fr", query="publicb", searches=9, is_shared=True),
    )
    entry = OutboxEntry.objects.create(
        topic="search", key=mark("task"), due_at=hour, set_aside_at=hour, error=mark("task")
    )
    world.name("outbox", entry)
    url = "https://markerblink.example/"
    world.name(
        "link",
        LinkCheck.objects.create(
            url=url, url_hash=fingerprint(url), next_check_at=hour, failing_since=date(2026, 1, 1), checked_at=hour
        ),
    )


def make_rows(world: Any, institution: Institution) -> None:
    """All of B's."""
    _agreement(world, institution)
    _remarks(world, institution)
    _imports(world)
    draft = Page.objects.get(pk=world.ids["draft"][0])
    redirect = Redirect.objects.create(
        old_path="/markerbredirect", redirect_page=draft, site=Site.objects.get(), is_permanent=True
    )
    world.name("redirect", redirect)
    _sessions(world, draft)
    promoted = ContentPage.objects.get(pk=world.ids["live"][0])
    world.name("promotion", Promotion.objects.create(words=mark("rule"), language="fr", page=promoted))
    _more(world, institution)
    _history(world, institution)


def _sessions(world: Any, draft: Page) -> None:
    for user, name in ((world.people["b_editor"], "session"), (world.people["b_moderator"], "other_session")):
        session = EditingSession.objects.create(
            user=user,
            content_type=ContentType.objects.get_for_model(draft.specific_class),
            object_id=str(draft.pk),
            last_seen_at=timezone.now(),
            is_editing=True,
        )
        world.name(name, session)


def _agreement(world: Any, institution: Institution) -> None:
    editor = world.people["b_editor"]
    agreement = PartnershipAgreement(institution=institution, valid_until=date(YEAR, 1, 2), live=False)
    agreement.focal_points.add(
        *(_focal_point(number, "agreement") for number in (1,)),
    )
    agreement.save()
    first = agreement.save_revision(user=editor, log_action=True)
    agreement.valid_until = date(YEAR, 3, 4)
    agreement.save_revision(user=editor, log_action=True)
    state = Page.objects.get(depth=1).get_workflow().start(agreement, editor)
    world.name("agreement", agreement)
    world.name("agreement_revision", first)
    world.name("agreement_state", state)
    world.name("agreement_task_state", state.current_task_state)


def _focal_point(number: int, kind: str) -> Any:
    from institutions.models.agreement import FocalPoint

    return FocalPoint(
        name=mark(kind, number), role=mark(kind), email=f"markerb{kind}@bravo.example", phone=mark(kind, "phone")
    )


def _remarks(world: Any, institution: Institution) -> None:
    for name in ("live", "draft"):
        page = Page.objects.get(pk=world.ids[name][0])
        remark = PageRemark.objects.create(
            page=page,
            institution=institution,
            address=page.url or "/",
            page_title=page.title,
            language="fr",
            kind="error",
            text=mark("remark"),
            note=mark("remark", "note"),
        )
        world.name("remark", remark)


def _imports(world: Any) -> None:
    editor = world.people["b_editor"]
    run = ImportRun.objects.create(source=mark("import"), file_name=mark("import"), file_sha256="0" * 64)
    ImportedItem.objects.create(
        source=mark("import"), source_id=mark("import"), content_hash="0" * 64, run=run, page_id=world.ids["live"][0]
    )
    table = f"id,title\n1,{mark('import')}\n".encode()
    states = (("job_new", JobState.NEW), ("job", JobState.CHECKED), ("job_busy", JobState.CHECK_WAITS))
    for name, state in states:
        job = ImportJob(owner=editor, format="csv", file_name=f"{mark('import')}.csv", kind="guide", state=state)
        job.sample = {"columns": ["id", mark("import")], "examples": [["1", mark("import")]]}
        job.counts, job.rows_total = {"created": 1}, 1
        job.file.save("upload", ContentFile(table), save=False)
        job.save()
        ImportJobRow.objects.create(
            job=job, number=1, source_id=mark("import"), outcome="created", problems=[], page_id=world.ids["draft"][0]
        )
        world.name(name, job)
    mapping = ImportMapping.objects.create(name=mark("import"), owner=editor, kind="guide", options={})
    world.name("mapping", mapping)
    # Somebody who never works again: rows that lie about for more than a day.
    ImportJob.objects.filter(pk=world.ids["job"][0]).update(created_at=timezone.now() - timedelta(days=2))


def _history(world: Any, institution: Institution) -> None:
    """What B's editor did to rows of every kind, so that each history names somebody of B."""
    named = {"topic": Topic, "synonyms": SynonymSet, "promotion": Promotion, "protected": ProtectedWord}
    named |= {"ignored": StopWord, "locale": Locale, "site": Site, "group": Group, "user": User, "absence": Absence}
    rows = [model.objects.get(pk=world.ids[name][0]) for name, model in named.items()]
    for row in (institution, *rows):
        log(instance=row, action="wagtail.edit", user=world.people["b_editor"], title=mark("log"))


def _more(world: Any, institution: Institution) -> None:
    """Things in a state of their own: switched off, empty, in force."""
    workflow = Workflow.objects.create(name=mark("workflow", "old"), active=False)
    task = PublicationApproval.objects.create(name=mark("task", "old"), active=False)
    world.name("old_workflow", workflow)
    world.name("old_task", task)
    collection = Collection.objects.get(pk=world.ids["collection"][0])
    world.name("empty_collection", collection.add_child(name=mark("collection", "empty")))
    branch = make_institution("branch", fr="PUBLICB branch")
    agreement = PartnershipAgreement(institution=branch, valid_until=date(YEAR, 1, 2), live=False)
    agreement.save()
    approve_and_publish(page=agreement, author=world.people["b_editor"], approver=world.people["portal"])
    world.name("agreement_in_force", agreement)
    institution_suspend(institution=branch, by=None)
    world.name("suspended", branch)
    table = InstitutionTable.objects.create(file_name=mark("import"), rows=[], uploaded_by=world.people["b_editor"])
    world.name("table", table)
    _preview_links(world)
    today = timezone.localdate()
    absence = Absence.objects.create(user=world.people["b_editor"], first_day=today, last_day=today)
    world.name("absence", absence)


def _preview_links(world: Any) -> None:
    """A link that works, one that was revoked, one that has ended, and the address of a file of the draft."""
    page, editor = Page.objects.get(pk=world.ids["itempage"][0]), world.people["b_editor"]
    for name in ("open", "revoked", "ended"):
        link, secret = preview_link_create(page=page, by=editor, note=mark("preview"))
        world.name(f"{name}_link", link)
        world.name(f"{name}_secret", secret)
        if name == "revoked":
            preview_link_revoke(link=link, by=editor)
        if name == "ended":
            long_ago = timezone.now() - timedelta(days=9)
            PreviewLink.objects.filter(pk=link.pk).update(created_at=long_ago, expires_at=long_ago + timedelta(days=1))
        address = reverse("wagtaildocs_serve", args=[world.ids["document"][0], world.ids["document_name"][0]])
        world.name(f"{name}_file", with_signed_files(f'"{address}"', link, secret).strip('"'))
