"""Forms of the admin for topics."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from core.models import Topic


class TopicForm(WagtailAdminModelForm):
    """A topic with its place in its tree. The code and the tree are fixed once the topic exists."""

    parent = forms.ModelChoiceField(
        label=_("Below"), queryset=Topic.objects.none(), required=False, help_text=_("Empty: at the top of its tree.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Topic.objects.with_names()
        if self.instance.path:
            others = others.filter(tree=self.instance.tree).exclude(path__startswith=self.instance.path)
            self.fields["parent"].initial = self.instance.get_parent()
            self.fields["code"].disabled = True
            self.fields["tree"].disabled = True
        self.fields["parent"].queryset = others.order_by("path")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        parent, tree = data.get("parent"), data.get("tree")
        if parent and tree and parent.tree != tree:
            self.add_error("parent", _("This topic belongs to another tree. Choose one of the same tree."))
        return data

    def save(self, commit: bool = True) -> Topic:
        """Saves the topic and its names, and puts it where the form says."""
        topic = super().save(commit=False)
        parent = self.cleaned_data.get("parent")
        if not commit:
            return topic
        if not topic.path:
            parent.add_child(instance=topic) if parent else Topic.add_root(instance=topic)
            return topic
        topic.save()
        if parent != topic.get_parent():
            topic.move(parent or Topic.get_last_root_node(), pos="last-child" if parent else "last-sibling")
        return Topic.objects.get(pk=topic.pk)
