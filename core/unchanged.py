"""Whether a version of a page says anything that the one before does not."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

#: What a revision carries besides what somebody wrote: its place, its state, what is computed, and comments, which are
#: rows of their own.
BOOKKEEPING = frozenset(
    {
        *(
            "pk",
            "path",
            "depth",
            "numchild",
            "url_path",
            "content_type",
            "translation_key",
            "locale",
            "alias_of",
            "owner",
        ),
        *("live", "has_unpublished_changes", "live_revision", "latest_revision", "latest_revision_created_at"),
        *("first_published_at", "last_published_at", "expired", "locked", "locked_at", "locked_by", "draft_title"),
        *("institution", "translated_from", "translated_at", "search_text", "wagtail_admin_comments"),
    }
)


def is_unchanged(before: dict[str, Any], page: Any) -> bool:
    """Whether the page in memory has the words and settings of this content of a revision."""
    now = json.loads(json.dumps(page.serializable_data(), cls=DjangoJSONEncoder))
    names = (before.keys() | now.keys()) - BOOKKEEPING
    return all(name in before and name in now and before[name] == now[name] for name in names)
