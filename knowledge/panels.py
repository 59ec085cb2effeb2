"""The way from the page editor to the articles of the text."""

from typing import Any

from wagtail.admin.panels import Panel


class ArticlesPanel(Panel):
    """Says which version the page carries and leads to its articles, which are edited one by one elsewhere."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "knowledge/admin/articles_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            version = self.instance.version if self.instance.pk else None
            context["page"] = self.instance
            context["version"] = version
            context["article_count"] = version.provisions.articles().count() if version else 0
            return context
