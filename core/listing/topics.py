"""All topics with their names, read once for a listing: there are tens of them, and half a page needs them."""

from dataclasses import dataclass

from core.cache import remember
from core.models import Topic


@dataclass(frozen=True)
class TopicIndex:
    """Topics by id, by code and by path."""

    by_id: dict[int, Topic]
    by_code: dict[str, Topic]
    by_path: dict[str, Topic]

    @classmethod
    def load(cls) -> "TopicIndex":
        """Every topic with its names; two queries, none while nothing public has changed."""
        return remember(("topics",), cls._read)

    @classmethod
    def _read(cls) -> "TopicIndex":
        topics = list(Topic.objects.with_names())
        return cls(
            {topic.pk: topic for topic in topics},
            {topic.code: topic for topic in topics},
            {topic.path: topic for topic in topics},
        )
