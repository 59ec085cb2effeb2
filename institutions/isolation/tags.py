"""Tags of files: each person is offered those of their own files and of public ones."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, JsonResponse
from taggit.models import Tag, TagBase
from wagtail.admin.filters import BaseMediaFilterSet
from wagtail.admin.views.tags import TAGS_AUTOCOMPLETE_LIMIT

from core.files.visibility import FILE_MODELS
from institutions.isolation.scope import own_files, serves_portal

# Wagtail 8.0.1 completes the name of every tag there is, to everybody in the admin, and offers the ten most used tags of
# all images or documents as a filter of the lists and of the window for choosing an image. A tag names what a file is
# about before the file is public. On PostgreSQL the address answers a NUL with an error of the server.
MOST_USED = 10


def visible_tags(user: Any, tag_model: type[TagBase] = Tag) -> QuerySet[Any]:
    """Tags that the person may read. Tags of another model than the files' are for those who serve the portal."""
    if serves_portal(user):
        return tag_model._default_manager.all()
    if tag_model is not Tag:
        return tag_model._default_manager.none()
    seen = Q(pk__in=[])
    for model in FILE_MODELS:
        seen |= _on(model, own_files(user, model)) | _on(model, model._default_manager.filter(is_public=True))
    return Tag.objects.filter(seen)


def popular_tags(user: Any, model: Any) -> QuerySet[Tag]:
    """The tags used most on the files of `model` that the person may choose or change."""
    if serves_portal(user):
        rows = Q(taggit_taggeditem_items__content_type=_type(model))
    else:
        keys = own_files(user, model).order_by().values("pk")
        rows = Q(taggit_taggeditem_items__content_type=_type(model), taggit_taggeditem_items__object_id__in=keys)
    counted = Tag.objects.filter(rows).annotate(item_count=Count("taggit_taggeditem_items"))
    return counted.order_by("-item_count", "name")[:MOST_USED]


def autocomplete(request: HttpRequest, app_name: str | None = None, model_name: str | None = None) -> JsonResponse:
    """Names of tags that begin with what was typed. Raises Http404 for what is no model of tags."""
    tag_model = _tag_model(app_name, model_name) if app_name and model_name else Tag
    term = request.GET.get("term", "")
    if not term or "\0" in term:
        return JsonResponse([], safe=False)
    names = visible_tags(request.user, tag_model).filter(name__istartswith=term).order_by("name")
    return JsonResponse(list(names.values_list("name", flat=True)[:TAGS_AUTOCOMPLETE_LIMIT]), safe=False)


class OwnMediaFilters:
    """The filters of a list of files, with the tags of the reader's own files."""

    filters: dict[str, Any]
    request: HttpRequest
    _meta: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.filters.pop("tag", None)
        names = [tag.name for tag in popular_tags(self.request.user, self._meta.model)] if chosen else []
        if names:
            chosen.extra["choices"] = [(name, name) for name in names]
            self.filters["tag"] = chosen


def own_filters(stock: type[BaseMediaFilterSet]) -> type[BaseMediaFilterSet]:
    """Wagtail's filters of images or documents with `OwnMediaFilters`."""
    return type(f"Own{stock.__name__}", (OwnMediaFilters, stock), {"Meta": stock.Meta})  # type: ignore[attr-defined]


def _on(model: Any, files: QuerySet[Any]) -> Q:
    tagged = Q(content_type=_type(model), object_id__in=files.order_by().values("pk"))
    through = model.tags.through._default_manager.filter(tagged)
    return Q(pk__in=through.values("tag_id"))


def _type(model: Any) -> ContentType:
    return ContentType.objects.get_for_model(model)


def _tag_model(app_name: str, model_name: str) -> type[TagBase]:
    try:
        model = ContentType.objects.get_by_natural_key(app_name, model_name).model_class()
    except ContentType.DoesNotExist:
        model = None
    if model is None or not issubclass(model, TagBase):
        raise Http404("No such model of tags.")
    return model
