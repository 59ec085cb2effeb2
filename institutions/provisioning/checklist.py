"""What remains to be done until an institution works on the portal: its welcome checklist."""

from collections.abc import Iterator
from dataclasses import dataclass

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


def checklist(institution: Institution) -> list[Step]:
    """The steps in the order in which they are usually done; seven queries."""
    return [*_people(institution), *_pages(institution), _agreement(institution), _first_item(institution)]


def _people(institution: Institution) -> Iterator[Step]:
    active = RoleGroup.objects.filter(institution=institution, group__user__is_active=True)
    people: dict[str, set[int]] = {}
    for role, user in active.values_list("role", "group__user"):
        people.setdefault(role, set()).add(user)
    editors, moderators = people.get(Role.EDITOR, set()), people.get(Role.MODERATOR, set())
    yield Step(_("Somebody writes"), _("Add a person to the group of its editors."), bool(editors))
    yield Step(
        _("Somebody else approves"),
        _("Add a person to the group of its moderators. Nobody approves their own work, so it must be someone else."),
        bool(moderators) and len(editors | moderators) > 1,
    )


def _pages(institution: Institution) -> Iterator[Step]:
    pages = list(InstitutionPage.objects.filter(entity=institution).order_by("path"))
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
        Contact.objects.filter(page__in=[page.pk for page in pages]).exists(),
        _edit(first),
    )


def _agreement(institution: Institution) -> Step:
    signed = PartnershipAgreement.objects.filter(institution=institution).exclude(signed_on=None)
    return Step(
        _("The partnership agreement is recorded"),
        _("The portal's team records when it was signed and how often the institution will publish."),
        signed.exists(),
    )


def _first_item(institution: Institution) -> Step:
    items = ContentPage.objects.live().filter(institution=institution).exclude(kind=INSTITUTION_KIND)
    pages = InstitutionPage.objects.filter(entity=institution).order_by("path").values_list("pk", flat=True)
    first = pages.first()
    return Step(
        _("The first item is published"),
        _("Add a programme, a guide or a report below its page, and send it for approval."),
        items.exists(),
        reverse("wagtailadmin_pages:add_subpage", args=[first]) if first else "",
    )


def _edit(page: InstitutionPage | None) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk]) if page else ""
