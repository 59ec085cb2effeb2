"""What somebody writes may name public pages and pages of their own."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.models import Page, ReferenceIndex

from institutions.isolation.acting import acting_user
from institutions.isolation.scope import readable_pages, serves_portal

# The windows for choosing offer what may be named, but the forms of Wagtail 8.0.1 take any number that is sent: in a
# field for a page, in a block, in a link inside a text. The preview then shows the title or the address of a draft of
# others, and so does the page once it is published. Every form of the admin with a model, rows inside others included,
# passes through `_post_clean`.
_wagtails_post_clean = WagtailAdminModelForm._post_clean


def _refuse_hidden_pages(form: WagtailAdminModelForm) -> None:
    """Wagtail's checks, then an error at each field that names a page which neither was there nor may be read."""
    user = getattr(form, "for_user", None) or acting_user()
    if user is None or not _may_name(form.instance) or serves_portal(user):
        _wagtails_post_clean(form)
        return
    before = _named_pages(form.instance)
    _wagtails_post_clean(form)
    added = {key: fields for key, fields in _named_pages(form.instance).items() if key not in before}
    if not added:
        return
    readable = set(readable_pages(user).filter(pk__in=added).values_list("pk", flat=True))
    for name in sorted({field for key, fields in added.items() if key not in readable for field in fields}):
        sentence = _("This leads to a page that is neither public nor yours. Choose another one.")
        form.add_error(name if name in form.fields else None, sentence)


def _may_name(instance: Any) -> bool:
    return ReferenceIndex.model_is_indexable(type(instance), allow_child_models=True)


def _named_pages(instance: Any) -> dict[int, set[str]]:
    """Keys of the pages that the instance in memory refers to, each with the names of the fields that do."""
    pages = ContentType.objects.get_for_model(Page).pk
    found: dict[int, set[str]] = {}
    for kind, key, _model_path, content_path in ReferenceIndex._extract_references_from_object(instance):
        if kind == pages:
            found.setdefault(int(key), set()).add(content_path.partition(".")[0])
    return found


def close_names() -> None:
    """Puts the check after Wagtail's; safe to repeat."""
    setattr(WagtailAdminModelForm, "_post_clean", _refuse_hidden_pages)  # noqa: B010
