"""What remains to be done until an institution works on the portal: its welcome checklist."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.models import INSTITUTION_KIND, ContentPage, Institution
from institutions.enums import Role
from institutions.models import Contact, InstitutionPage, PartnershipAgreement, RoleGroup


@dataclass(frozen=True)
class Step:
    """One thing to do: what, why or how in a sentence, whether it is done, where it is done (or empty)."""

    title: str
    sentence: str
    is_done: bool
    url: str = ""


@dataclass
class Facts:
    """What is known of one institution that the steps ask about."""

    people: dict[str, set[int]] = field(default_factory=dict)
    pages: list[InstitutionPage] = field(default_factory=list)
    can_be_reached: bool = False
    has_agreement: bool = False
    has_item: bool = False


def checklist(institution: Institution) -> list[Step]:
    """The steps in the order in which they are usually done."""
    return checklists([institution])[institution.pk]


def checklists(institutions: Iterable[Institution]) -> dict[int, list[Step]]:
    """The steps of each institution, by its key; three queries for all."""
    facts = {institution.pk: Facts() for institution in institutions}
    active = RoleGroup.objects.filter(institution__in=facts, group__user__is_active=True)
    for pk, role, user in active.values_list("institution_id", "role", "group__user"):
        facts[pk].people.setdefault(role, set()).add(user)
    for page in InstitutionPage.objects.filter(entity__in=facts).order_by("path"):
        facts[page.entity_id].pages.append(page)
    contacts = Contact.objects.filter(page__entity=OuterRef("pk"))
    signed = PartnershipAgreement.objects.filter(institution=OuterRef("pk")).exclude(signed_on=None)
    items = ContentPage.objects.live().filter(institution=OuterRef("pk")).exclude(kind=INSTITUTION_KIND)
    there = Institution.objects.filter(pk__in=facts).order_by()
    for pk, *found in there.values_list("pk", Exists(contacts), Exists(signed), Exists(items.order_by())):
        facts[pk].can_be_reached, facts[pk].has_agreement, facts[pk].has_item = found
    return {pk: list(_steps(known)) for pk, known in facts.items()}


def _steps(known: Facts) -> Iterator[Step]:
    yield from _people(known)
    yield from _pages(known)
    yield Step(
        _("The partnership agreement is recorded"),
        _("The portal's team records when it was signed and how often the institution will publish."),
        known.has_agreement,
    )
    yield Step(
        _("The first item is published"),
        _("Add a programme, a guide or a report below its page, and send it for approval."),
        known.has_item,
        reverse("wagtailadmin_pages:add_subpage", args=[known.pages[0].pk]) if known.pages else "",
    )


def _people(known: Facts) -> Iterator[Step]:
    editors, moderators = known.people.get(Role.EDITOR, set()), known.people.get(Role.MODERATOR, set())
    yield Step(_("Somebody writes"), _("Add a person to the group of its editors."), bool(editors))
    yield Step(
        _("Somebody else approves"),
        _("Add a person to the group of its moderators. Nobody approves their own work, so it must be someone else."),
        bool(moderators) and len(editors | moderators) > 1,
    )


def _pages(known: Facts) -> Iterator[Step]:
    pages = known.pages
    live = [page for page in pages if page.live]
    first = pages[0] if pages else None
    yield Step(
        _("Its page is published"),
        _("Say in its page what it does, how it decides and how it is reached, and send the page for approval."),
        bool(live),
        _edit(first),
    )
    waiting = next((page for page in pages if not page.live), None)
    sentence = ngettext(
        "%(live)d of %(count)d language is published. Translate the page, then send each translation for approval.",
        "%(live)d of %(count)d languages are published. Translate the page, then send each translation for approval.",
        len(pages),
    )
    words = {"live": len(live), "count": len(pages)}
    yield Step(_("Its page is there in every language"), sentence % words, bool(live) and not waiting, _edit(waiting))
    yield Step(
        _("People can reach it"),
        _("Add an address, a phone number or a hotline with its hours to its page."),
        known.can_be_reached,
        _edit(first),
    )


def _edit(page: InstitutionPage | None) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk]) if page else ""
