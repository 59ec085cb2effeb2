"""What rows refer to by code or name: institutions, the pages they are filed below, topics, languages, kinds."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, override
from wagtail.permission_policies.pages import PagePermissionPolicy

from core.analysis.fold import fold
from core.importing.targets import LABEL_LANGUAGES, ImportTarget
from core.kinds import get_kind
from core.models import Institution, Topic, User
from institutions.models import InstitutionPage


def importable_pages(user: User | None) -> list[InstitutionPage]:
    """Pages of institutions below which the person may add pages; all of them when nobody in particular asks."""
    pages = InstitutionPage.objects.all()
    if user is not None:
        allowed = PagePermissionPolicy(InstitutionPage).instances_user_has_permission_for(user, "add")
        pages = pages.filter(pk__in=allowed.order_by().values("pk"))
    return list(pages.select_related("entity", "institution", "locale").order_by("path"))


@dataclass
class Places:
    """Everything of the portal that the values of a row can name. Read once for an import."""

    parents: dict[tuple[str, str], InstitutionPage]
    institutions: dict[str, str] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    languages: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def may_use(self, institution: str) -> bool:
        """Whether items may be imported for the institution, in some language."""
        return any(code == institution for code, _language in self.parents)

    def institution(self, text: str) -> str | None:
        """Code of the institution with this code or name, or None."""
        return self.institutions.get(text.strip()) or self.institutions.get(fold(text))

    def topic(self, text: str) -> Topic | None:
        """The topic with this code or name, or None."""
        return self.topics.get(text.strip()) or self.topics.get(fold(text))

    def language(self, text: str) -> str | None:
        """Code of the language with this code or name, or None."""
        return self.languages.get(fold(text))

    def kind(self, text: str) -> str | None:
        """Code of the kind with this code or label, or None."""
        return self.kinds.get(text.strip()) or self.kinds.get(fold(text))


def places_for(user: User | None, target: ImportTarget) -> Places:
    """What rows of this target may name, when this person imports (None: the command line, which may everything)."""
    parents = {(page.entity.code, page.locale.language_code): page for page in importable_pages(user)}
    places = Places(parents)
    for institution in Institution.objects.with_names():
        names = [text for name in institution.names.all() for text in (name.text, name.acronym)]
        _add(places.institutions, institution.code, names, institution.code)
    for topic in Topic.objects.with_names():
        _add(places.topics, topic.code, [name.text for name in topic.names.all()], topic)
    for code, name in settings.LANGUAGES:
        _add(places.languages, code, [code, str(name), *_in_label_languages(str(name))], code)
    for code in target.kinds:
        labels = [str(label) for label in _labels(code)]
        _add(places.kinds, code, labels, code)
    return places


def _add(found: dict[str, Any], code: str, names: Iterable[str], value: Any) -> None:
    found[code] = value
    for name in filter(None, map(fold, names)):
        found.setdefault(name, value)


def _in_label_languages(name: str) -> list[str]:
    found = []
    for language in LABEL_LANGUAGES:
        with override(language):
            found.append(gettext(name))
    return found


def _labels(code: str) -> list[str]:
    kind = get_kind(code)
    found = []
    for language in LABEL_LANGUAGES:
        with override(language):
            found += [str(kind.label), str(kind.plural)]
    return found
