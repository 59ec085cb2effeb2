"""Themes, sectors and regions: what content is filed under.

Plain rows without language, so that a hierarchy exists once and counts cannot differ by language
(docs/decisions/002-entities-and-faces.md).
"""

from typing import Any, ClassVar

from django.db import models, transaction
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet

from core.enums import TopicTree
from core.models.names import Name, NamedMixin, NamedQuerySet
from core.models.rows import UniqueRowsKey

#: Sent with `instance`, inside the transaction, after a topic was put elsewhere in its tree.
topic_moved = Signal()


class TopicQuerySet(MP_NodeQuerySet, NamedQuerySet):
    def themes(self) -> "TopicQuerySet":
        """Topics of the theme tree."""
        return self.filter(tree=TopicTree.THEME)

    def sectors(self) -> "TopicQuerySet":
        """Topics of the sector tree."""
        return self.filter(tree=TopicTree.SECTOR)

    def regions(self) -> "TopicQuerySet":
        """Topics of the region tree."""
        return self.filter(tree=TopicTree.REGION)

    def within(self, topic: "Topic") -> "TopicQuerySet":
        """The topic and everything below it."""
        return self.filter(path__startswith=topic.path)


class TopicManager(MP_NodeManager.from_queryset(TopicQuerySet)):  # type: ignore[misc]
    """Topics in the order of their trees; treebeard's manager knows only its own queryset."""

    def get_queryset(self) -> TopicQuerySet:
        return TopicQuerySet(self.model, using=self._db).order_by("path")


class Topic(NamedMixin, MP_Node, ClusterableModel):
    """One theme, sector or region; stable code, place in its tree, names in other rows."""

    code = models.SlugField(
        _("code"), max_length=80, unique=True, help_text=_("Stable, in Latin letters. Never shown, never changed.")
    )
    tree = models.CharField(_("tree"), max_length=10, choices=TopicTree)
    order = models.PositiveIntegerField(_("order"), default=0)

    objects: ClassVar = TopicManager()

    node_order_by: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        indexes = [models.Index(fields=["tree", "path"], name="topic_tree_path")]

    @transaction.atomic
    def move(self, target: Any, pos: str | None = None) -> None:
        """As treebeard's, which sends no signal: what is filed under the topic is filed under others from now on."""
        super().move(target, pos)
        topic_moved.send(sender=Topic, instance=Topic.objects.get(pk=self.pk))

    @property
    def parent_path(self) -> str:
        """Path of the parent, or an empty string at the top."""
        return self.path[: -self.steplen]


class TopicName(Name):
    """The name of one topic in one language."""

    topic = UniqueRowsKey(Topic, on_delete=models.CASCADE, related_name="names")

    class Meta:
        verbose_name = _("name of a topic")
        constraints = [models.UniqueConstraint(fields=["topic", "locale"], name="topic_name_one_a_language")]
