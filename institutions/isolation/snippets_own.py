"""Rows that are no pages and belong to an institution: partnership agreements with their focal points."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy
from wagtail.snippets.views import chooser
from wagtail.snippets.views.snippets import SnippetViewSet

from institutions.isolation.scope import own_institutions, serves_portal
from institutions.models import PartnershipAgreement

ON_ROWS = ("add", "change", "delete", "view")


class OwnRowsPolicy(ModelPermissionPolicy):
    """Permissions on a model reach, for an institution's people, the rows of their institutions alone.

    Stock Wagtail 8.0.1 has one policy a model and asks it about the model, not the row, in lists, forms, history, usage,
    workflow and windows for choosing of snippets. No role of an institution holds a permission on agreements today; one
    that is given some sees its own.
    """

    def rows_of(self, user: Any) -> QuerySet[Any]:
        """Rows of the person's institutions; all for those who serve the portal."""
        rows = self.model._default_manager.all()
        if serves_portal(user):
            return rows
        return rows.filter(institution__in=own_institutions(user).order_by().values("pk"))

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Any]:
        """Own rows, for those who hold one of the permissions on the model."""
        if not self.user_has_any_permission(user, actions):
            return self.model._default_manager.none()
        return self.rows_of(user)

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        """Whether the permission is held and the row is the person's own."""
        return self.user_has_any_permission(user, actions) and self._is_own(user, instance)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Whether the permission is held and the row is the person's own."""
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def _is_own(self, user: Any, instance: Any) -> bool:
        return serves_portal(user) or own_institutions(user).filter(pk=instance.institution_id).exists()


def own_rows(user: Any, rows: Any) -> Any:
    """Of rows of a model with `OwnRowsPolicy`, the person's own; the rest of what Wagtail lists is left as it is."""
    policy = policy_registry.get_by_type(rows.model) if isinstance(rows, QuerySet) else None
    return rows.filter(pk__in=policy.rows_of(user).values("pk")) if isinstance(policy, OwnRowsPolicy) else rows


class PermittedChoice:
    """A window for choosing a row, for those who hold a permission on it. Stock Wagtail asks for none."""

    model: Any
    model_class: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Raises PermissionDenied for those who may see no row."""
        if not policy_registry.get_by_type(self.model).user_has_any_permission(request.user, ON_ROWS):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def get_object_list(self) -> Any:
        """Rows that the person may see."""
        return own_rows(self.request.user, super().get_object_list())  # type: ignore[attr-defined,misc]

    def get_object(self, pk: Any) -> Any:
        """The row of this key, when it is among them."""
        return own_rows(self.request.user, self.model_class.objects.all()).get(pk=pk)  # type: ignore[attr-defined]

    def get_objects(self, pks: Any) -> Any:
        """The rows of these keys that are among them."""
        return own_rows(self.request.user, super().get_objects(pks))  # type: ignore[attr-defined,misc]


def permitted_chooser() -> type[chooser.SnippetChooserViewSet]:
    """`chooser_viewset_class` of a viewset whose rows are not for everybody."""
    views = {
        "choose_view_class": chooser.ChooseView,
        "choose_results_view_class": chooser.ChooseResultsView,
        "chosen_view_class": chooser.SnippetChosenView,
        "chosen_multiple_view_class": chooser.SnippetChosenMultipleView,
    }
    own = {name: type(f"Own{view.__name__}", (PermittedChoice, view), {}) for name, view in views.items()}
    return type("PermittedChooserViewSet", (chooser.SnippetChooserViewSet,), own)


def keep_rows_apart(viewset: type[SnippetViewSet]) -> None:
    """Every view of the viewset knows own rows only: any other is not found, in whatever way the view would look it up."""
    stock_queryset = viewset.get_queryset

    def construct_view(self: Any, view_class: Any, **kwargs: Any) -> Any:
        return _of_own_row(super(viewset, self).construct_view(view_class, **kwargs), self.model)  # type: ignore[misc]

    def get_queryset(self: Any, request: HttpRequest) -> Any:
        return own_rows(request.user, stock_queryset(self, request))

    viewset.construct_view = construct_view  # type: ignore[method-assign]
    viewset.get_queryset = get_queryset  # type: ignore[method-assign]
    viewset.chooser_viewset_class = permitted_chooser()


def _of_own_row(view: Callable[..., HttpResponse], model: Any) -> Callable[..., HttpResponse]:
    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "pk" in kwargs and request.user.is_authenticated:
            key = unquote(str(kwargs["pk"]))
            if not (key.isdecimal() and own_rows(request.user, model._default_manager.all()).filter(pk=key).exists()):
                raise Http404("No such row.")
        return view(request, *args, **kwargs)

    return wrapper


def close_snippets() -> None:
    """To be called when the portal starts, before anything asks for the policies."""
    from institutions.viewsets import AgreementViewSet

    register_permission_policy(PartnershipAgreement, OwnRowsPolicy(PartnershipAgreement))
    keep_rows_apart(AgreementViewSet)
