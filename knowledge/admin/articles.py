"""The list of a text's articles, and one article by itself."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.db.models.functions import Length
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from knowledge.admin.base import TextView
from knowledge.forms import ProvisionForm, VersionForm
from knowledge.models import Provision
from knowledge.services import provision_add, provision_move, provision_remove, provision_save, version_save
from knowledge.services.provisions import EditConflict

A_PAGE = 50


class ArticleList(TextView):
    """Articles and divisions in their order, without their words; 50 a page."""

    template_name = "knowledge/admin/article_list.html"

    def get_page_title(self) -> str:
        return _("Articles")

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        rows = Provision.objects.filter(version=self.version).outline().select_related("since")
        query = request.GET.get("q", "").replace("\0", "").strip()[:200]
        if query:
            rows = rows.filter(Q(label__icontains=query) | Q(heading__icontains=query) | Q(text__icontains=query))
        listed = Paginator(rows.annotate(length=Length("text")), A_PAGE).get_page(request.GET.get("p"))
        pages = listed.paginator.get_elided_page_range(listed.number)
        return self.render_to_response(self.get_context_data(articles=listed, query=query, elided_page_range=pages))


class ArticleForm(TextView):
    """Adds an article, or opens one; saving it touches no other."""

    template_name = "knowledge/admin/article_form.html"
    writes = True
    provision: Provision | None = None

    def get_page_title(self) -> str:
        return str(self.provision.label) if self.provision else _("Add an article")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.anchor: str | None = kwargs.get("anchor")
        return super().dispatch(request, *args, **kwargs)

    def form(self, data: Any = None) -> ProvisionForm:
        rows = Provision.objects.filter(version=self.version)
        if self.anchor:
            self.provision = rows.defer("original").filter(anchor=self.anchor).first()
            if self.provision is None:
                raise Http404
        return ProvisionForm(data, instance=self.provision, count=rows.count())

    def get(self, request: HttpRequest, page_id: int, anchor: str | None = None) -> HttpResponse:
        return self.show(self.form())

    def show(self, form: ProvisionForm) -> HttpResponse:
        neighbours: dict[str, Any] = {}
        if self.provision:
            rows = Provision.objects.filter(version=self.version).defer("text", "original")
            at = self.provision.position
            neighbours = {
                "before": rows.filter(position__lt=at).order_by("-position").first(),
                "after": rows.filter(position__gt=at).order_by("position").first(),
            }
        return self.render_to_response(self.get_context_data(form=form, provision=self.provision, **neighbours))

    def post(self, request: HttpRequest, page_id: int, anchor: str | None = None) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form)
        place = form.cleaned_data["place"]
        try:
            if self.provision is None:
                saved = provision_add(page=self.page, user=self.user, place=place, **form.values())
            else:
                moved = place if place and place != form.fields["place"].initial else None
                seen = form.cleaned_data["seen"]
                saved = provision_save(
                    page=self.page,
                    user=self.user,
                    anchor=self.provision.anchor,
                    seen=seen,
                    place=moved,
                    **form.values(),
                )
        except EditConflict as conflict:
            form.add_error(None, str(conflict))
            return self.show(form)
        except ValidationError as error:
            form.add_error(None, error)
            return self.show(form)
        messages.success(request, _("%(article)s is saved in the draft.") % {"article": saved.label})
        return redirect(self.url("article-edit", saved.anchor))


class ArticleRemove(TextView):
    """Asks, then takes one article out of the draft."""

    template_name = "knowledge/admin/article_remove.html"
    writes = True

    def get_page_title(self) -> str:
        return _("Remove an article")

    def get(self, request: HttpRequest, page_id: int, anchor: str) -> HttpResponse:
        provision = Provision.objects.filter(version=self.version, anchor=anchor).first()
        if provision is None:
            raise Http404
        return self.render_to_response(self.get_context_data(provision=provision))

    def post(self, request: HttpRequest, page_id: int, anchor: str) -> HttpResponse:
        try:
            provision_remove(page=self.page, user=self.user, anchor=anchor)
        except Provision.DoesNotExist as missing:
            raise Http404 from missing
        messages.success(request, _("The article is removed from the draft."))
        return redirect(self.url("article-list"))


class ArticleMove(TextView):
    """Moves one article one place up or down."""

    writes = True
    http_method_names = ["post"]

    def post(self, request: HttpRequest, page_id: int, anchor: str) -> HttpResponse:
        provision = Provision.objects.filter(version=self.version, anchor=anchor).first()
        if provision is None:
            raise Http404
        step = -1 if request.POST.get("direction") == "up" else 1
        provision_move(page=self.page, user=self.user, anchor=anchor, place=provision.position + step)
        page_number = (max(1, provision.position + step) - 1) // A_PAGE + 1
        return redirect(f"{self.url('article-list')}?p={page_number}#{anchor}")


class VersionEdit(TextView):
    """The facts of the version: its name, from when it is in force, where it comes from."""

    template_name = "knowledge/admin/version_form.html"
    writes = True

    def get_page_title(self) -> str:
        return _("About this version")

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=VersionForm(instance=self.version)))

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        form = VersionForm(
            request.POST, page=self.page, user=self.user, kept=self.version.source_file_id if self.version else None
        )
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        version_save(page=self.page, user=self.user, **form.cleaned_data)
        messages.success(request, _("The version is saved in the draft."))
        return redirect(self.url("article-list"))
