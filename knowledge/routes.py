"""Addresses below the page of a legal text: parts, articles, versions, print, downloads."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import Resolver404
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from core.cache import remember
from core.similar import similar_to
from core.structured_data import content_data, script_text

if TYPE_CHECKING:
    from knowledge.models import TextVersion
    from knowledge.reading import Reading


class LegalTextRoutes(RoutablePageMixin):
    """What can be read of a legal text. Old versions have the same addresses as the current one, below `version/N/`."""

    @path("")
    @path("part/<int:part>/")
    @path("version/<int:number>/")
    @path("version/<int:number>/part/<int:part>/")
    def read(self, request: HttpRequest, number: int | None = None, part: int | None = None) -> HttpResponse:
        """A short text whole, a long one part by part; drawn once for everybody until public content changes."""

        def make() -> dict[str, Any]:
            reading = self._reading(request, number)
            if part is not None:
                if not 1 < part <= reading.part_count:
                    raise Http404("This text has no such part.")
                reading.part = part
            drawn = render_to_string("knowledge/_articles.html", {"reading": reading, "articles": reading.articles()})
            return self._around(request, reading) | self._surroundings(request, reading) | {"articles": drawn}

        is_public = self.live and not getattr(request, "is_preview", False)
        key = ("legal-text", self.pk, number, part, get_language(), request.get_host())
        context = remember(key, make) if is_public else make()
        return TemplateResponse(request, self.template, self.get_context(request) | context)

    @path("print/")
    @path("version/<int:number>/print/")
    def read_whole(self, request: HttpRequest, number: int | None = None) -> HttpResponse:
        """The whole text on one page, to print."""
        reading = self._reading(request, number)
        articles = reading.articles(whole=True)
        return self._render(request, reading, "knowledge/legal_text_print.html", {"articles": articles})

    @path("article/<slug:anchor>/")
    @path("article/<slug:anchor>/<int:piece>/")
    @path("version/<int:number>/article/<slug:anchor>/")
    @path("version/<int:number>/article/<slug:anchor>/<int:piece>/")
    def read_article(
        self, request: HttpRequest, anchor: str, number: int | None = None, piece: int = 1
    ) -> HttpResponse:
        """One article by itself."""
        from knowledge.article import article_context

        reading = self._reading(request, number)
        context = article_context(reading, anchor, piece)
        if context is None:
            raise Http404("This text has no such article.")
        if context["is_division"]:
            return redirect(context["place_url"])
        return self._render(request, reading, "knowledge/article.html", context)

    @path("download/<str:form>/")
    @path("version/<int:number>/download/<str:form>/")
    def download(self, request: HttpRequest, form: str, number: int | None = None) -> HttpResponse:
        """The whole text as a file: `txt` or `html`."""
        if form not in ("txt", "html"):
            raise Http404("A text can be downloaded as txt or html.")
        reading = self._reading(request, number)
        context = self.get_context(request) | self._around(request, reading)
        context["articles"] = reading.articles(whole=True)
        body = render_to_string(f"knowledge/download.{form}", context)
        kind = "text/plain" if form == "txt" else "text/html"
        name = f"{self.slug}.{form}" if number is None else f"{self.slug}-{number}.{form}"
        disposition = content_disposition_header(as_attachment=True, filename=name)
        return HttpResponse(
            body, content_type=f"{kind}; charset=utf-8", headers={"Content-Disposition": disposition or "attachment"}
        )

    def subpath_in(self, translation: Page, subpath: str) -> str:
        """For the language switch: the same article of the other text, or the same form of the whole; else its beginning.

        Parts and versions are each language's own.
        """
        from knowledge.models import Provision

        try:
            _view, _args, values = self.resolve_subpage(f"/{subpath}")
        except Resolver404:
            return ""
        if not values:
            return subpath
        anchor = values.get("anchor")
        if anchor is None or "number" in values:
            return ""
        there = Provision.objects.filter(version__pages=translation.pk, anchor=anchor).exists()
        return f"article/{anchor}/" if there else ""

    def _reading(self, request: HttpRequest, number: int | None) -> "Reading":
        from knowledge.reading import Reading

        base = self.get_url(request) or ""
        if number is None:
            return Reading(page=self, version=self.version, base=base)
        version = self._published_version(number)
        is_current = version.pk == self.version_id
        return Reading(page=self, version=version, base=f"{base}version/{number}/", is_current=is_current)

    def _published_version(self, number: int) -> "TextVersion":
        from knowledge.models import TextVersion

        versions = TextVersion.objects.published().of_text(self.translation_key, self.locale.language_code)
        if (version := versions.filter(number=number).first()) is None:
            raise Http404("This text has no such version.")
        return version

    def _around(self, request: HttpRequest, reading: "Reading") -> dict[str, Any]:
        """What is said of the text wherever it is read."""
        from knowledge.facts import fact_rows
        from knowledge.models import TextVersion

        parent = self.get_parent()
        superseded_by = None
        if not reading.is_current and self.version_id:
            superseded_by = TextVersion.objects.get(pk=self.version_id)
        return {
            "reading": reading,
            "facts": fact_rows(self, reading.version, parent.get_url(request)),
            "citation": reading.citation(reading.base),
            "share_url": f"{settings.SITE_URL}{reading.base}",
            "superseded_by": superseded_by,
        }

    def _render(self, request: HttpRequest, reading: "Reading", template: str, extra: dict[str, Any]) -> HttpResponse:
        return TemplateResponse(request, template, self.get_context(request) | self._around(request, reading) | extra)

    def _surroundings(self, request: HttpRequest, reading: "Reading") -> dict[str, Any]:
        """What stands around the text on its own page: contents, parts, relations, versions."""
        from knowledge.facts import legislation_data
        from knowledge.reading import version_rows
        from knowledge.relations import related_texts

        count, part = reading.part_count, reading.part
        return {
            "toc": reading.contents,
            "similar": similar_to(self, request),
            "previous_url": reading.part_url(part - 1) if part > 1 else "",
            "next_url": reading.part_url(part + 1) if part < count else "",
            "parts": [
                {"number": number, "url": reading.part_url(number), "current": number == part}
                for number in range(1, count + 1)
            ],
            "relations": [
                {"label": related.label, "entries": [_entry(page, self, request) for page in related.pages]}
                for related in related_texts(self)
            ],
            "versions": version_rows(self, self.get_url(request) or ""),
            "legislation": script_text(
                content_data(self, self.get_url(request) or "") | legislation_data(self, reading.version)
            ),
        }


def _entry(page: Any, reader: Any, request: HttpRequest) -> dict[str, Any]:
    language = page.locale.language_code
    same = language == reader.locale.language_code
    return {
        "title": page.title,
        "url": page.get_url(request),
        "kind_label": page.kind_label,
        "language": "" if same else language,
    }
