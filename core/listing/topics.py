"""All topics with their names, read once for a listing: there are tens of them, and half a page needs them."""

from dataclasses import dataclass

from django.http import HttpRequest

from core.cache import remember
from core.models import Topic


@dataclass(frozen=True)
class TopicIndex:
    """Topics by id, by code and by path."""

    by_id: dict[int, Topic]
    by_code: dict[str, Topic]
    by_path: dict[str, Topic]

    @classmethod
    def load(cls, request: HttpRequest) -> "TopicIndex":
        """Every topic with its names; two queries a request, none while nothing public has changed."""
        kept = vars(request)
        if "topic_index" not in kept:
            kept["topic_index"] = remember(("topics",), cls.read)
        return kept["topic_index"]

    @classmethod
    def read(cls) -> "TopicIndex":
        """Every topic with its names as the database has them now."""
        topics = list(Topic.objects.with_names())
        return cls(
            {topic.pk: topic for topic in topics},
            {topic.code: topic for topic in topics},
            {topic.path: topic for topic in topics},
        )
