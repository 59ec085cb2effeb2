"""Registration of themes with the admin."""

from wagtail.snippets.models import register_snippet

from themes.viewsets import TopicViewSet

register_snippet(TopicViewSet)
