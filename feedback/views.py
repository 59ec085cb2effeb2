"""The form of a remark about a page, and the page that thanks for it. Neither is ever kept in the page cache."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse, translate_url
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.i18n.translations import LanguageLink
from feedback.enums import RemarkKind
from feedback.forms import RemarkForm
from feedback.services import TooManyRemarks, remark_add
from feedback.subject import Subject, subject_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page_remark_add(request: HttpRequest) -> HttpResponse:
    """The form; once sent, the page that thanks. 404 when what it is about cannot be read, 429 after too many today."""
    subject = subject_of(request)
    if subject is None:
        return _nothing_there(request)
    if request.method != "POST":
        about = request.GET.get("about")
        kind = about if about in RemarkKind.values else RemarkKind.ERROR
        return _show(request, subject, RemarkForm(initial={"kind": kind}))
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return _show(request, subject, form)
    try:
        remark_add(subject=subject, kind=form.cleaned_data["kind"], text=form.cleaned_data["text"])
    except TooManyRemarks:
        form.add_error(
            None,
            gettext(
                "This page has received as many remarks of this kind today as it can take."
                " Copy your text if you want to keep it, and send it tomorrow."
            ),
        )
        return _show(request, subject, form, status=429)
    return HttpResponseRedirect(f"{reverse('feedback:page-remark-sent')}?{subject.query}")


@never_cache
@require_safe
def page_remark_sent(request: HttpRequest) -> HttpResponse:
    """Thanks, with the way back; to the home page when the page is not there any more."""
    subject = subject_of(request)
    return render(request, "feedback/page_remark_sent.html", _frame(request, subject) | {"subject": subject})


def _show(request: HttpRequest, subject: Subject, form: RemarkForm, status: int = 200) -> HttpResponse:
    context = _frame(request, subject) | {"subject": subject, "form": form}
    return render(request, "feedback/page_remark_form.html", context, status=status)


def _nothing_there(request: HttpRequest) -> HttpResponse:
    return render(request, "feedback/page_remark_nothing.html", _frame(request, None), status=404)


def _frame(request: HttpRequest, subject: Subject | None) -> dict[str, Any]:
    """The languages of the form, each about the same page; those of other pages leave its parameters out."""
    current, address = get_language(), request.path
    if subject is not None:
        about = request.GET.get("about")
        address += f"?{subject.query}" + (f"&about={about}" if about in RemarkKind.values else "")
    return {
        "own_languages": [
            LanguageLink(code, translate_url(address, code), current=code == current, missing=False, exact=True)
            for code, _name in settings.LANGUAGES
        ]
    }
