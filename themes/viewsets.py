"""The admin of topics."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet

from core.choosers import named_chooser
from core.models import Topic
from core.models.names import NamedQuerySet
from themes.forms import TopicForm


class TopicViewSet(SnippetViewSet):
    """Themes, sectors and regions: one list, filtered by tree."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    menu_name = "topics"
    menu_order = 210
    add_to_admin_menu = True
    list_display = ("__str__", "tree", "code")
    list_filter = ("tree",)
    search_fields = ("code", "names__text")
    ordering = ("path",)
    list_per_page = 100
    chooser_viewset_class = named_chooser("tree")
    edit_handler = ObjectList(
        [
            FieldPanel("tree"),
            FieldPanel("code"),
            FieldPanel("parent"),
            FieldPanel("order"),
            InlinePanel("names", panels=[FieldPanel("locale"), FieldPanel("text")], label=_("Name"), min_num=1),
        ],
        base_form_class=TopicForm,
    )

    def get_queryset(self, request: HttpRequest) -> NamedQuerySet:
        """All rows with their names."""
        return Topic.objects.with_names()
