"""The admin of absences: everybody their own; who serves the portal, everybody's."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from core.models.user import User
from institutions.isolation.scope import serves_portal
from institutions.models.steps import Absence
from institutions.models.workspace import RoleGroup


def colleagues(user: Any) -> Any:
    """Active people with a role in an institution where this person has one."""
    institutions = RoleGroup.objects.filter(group__user=user).values("institution")
    groups = RoleGroup.objects.filter(institution__in=institutions).values("group")
    return User.objects.filter(is_active=True, groups__in=groups).exclude(pk=user.pk).distinct()


class AbsencePolicy(ModelPermissionPolicy):
    """Rows of others are for those who serve the portal."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        own = instance.pk is None or instance.user_id == user.pk
        return bool((own or serves_portal(user)) and self.user_has_permission(user, action))

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        rows = super().instances_user_has_any_permission_for(user, actions)
        return rows if serves_portal(user) else rows.filter(user=user)


class AbsenceForm(WagtailAdminModelForm):
    """Days, and a deputy of the same institution."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.for_user
        if user is not None and not serves_portal(user):
            self.fields["user"].queryset = User.objects.filter(pk=user.pk)
            self.fields["user"].initial = user.pk
            self.fields["deputy"].queryset = colleagues(user)
        elif user is not None:
            for name in ("user", "deputy"):
                self.fields[name].queryset = User.objects.filter(is_active=True).order_by("email")

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for a deputy of another institution."""
        data = super().clean()
        user, deputy = data.get("user"), data.get("deputy")
        if user and deputy and user != deputy and not colleagues(user).filter(pk=deputy.pk).exists():
            self.add_error("deputy", ValidationError(_("The deputy must have a role in the same institution.")))
        return data


class AbsenceIndexView(IndexView):
    """The rows that the person may see; Wagtail lists all."""

    def get_base_queryset(self) -> Any:
        rows = super().get_base_queryset().select_related("user", "deputy")
        return rows if serves_portal(self.request.user) else rows.filter(user=self.request.user)


class OwnRow:
    """A view of one row. Wagtail asks about the model alone, so that numbers in the address open everybody's."""

    request: HttpRequest

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        """The row. Raises Http404 when it is not for the person."""
        row = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if row.user_id != self.request.user.pk and not serves_portal(self.request.user):
            raise Http404("No such absence, or not yours.")
        return row


def _own(view: Any) -> Any:
    return type(f"Own{view.__name__}", (OwnRow, view), {"__doc__": view.__doc__})


class AbsenceViewSet(ModelViewSet):
    """Absences of moderators."""

    model = Absence
    icon = "calendar-alt"
    index_view_class = AbsenceIndexView
    edit_view_class = _own(ModelViewSet.edit_view_class)
    delete_view_class = _own(ModelViewSet.delete_view_class)
    copy_view_class = _own(ModelViewSet.copy_view_class)
    history_view_class = _own(ModelViewSet.history_view_class)
    usage_view_class = _own(ModelViewSet.usage_view_class)
    inspect_view_class = _own(ModelViewSet.inspect_view_class)
    menu_label = gettext_lazy("Absences")
    menu_order = 650
    add_to_settings_menu = True
    list_display = ("user", "first_day", "last_day", "deputy")
    list_per_page = 50
    name = "absences"
    url_prefix = "absences"
    edit_handler = ObjectList(
        [FieldPanel("user"), FieldPanel("first_day"), FieldPanel("last_day"), FieldPanel("deputy")],
        base_form_class=AbsenceForm,
    )
