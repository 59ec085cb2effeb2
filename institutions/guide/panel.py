"""The drawing of the guide in its editor."""

from typing import Any

from wagtail.admin.panels import Panel

from institutions.guide.drawing import draw
from institutions.guide.graph import Graph


class GraphPanel(Panel):
    """The steps as a graph, the same as a list, and what is wrong with them, as they were when the page was last saved."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "institutions/admin/guide_graph.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            graph = Graph.of(self.instance.steps)
            titles = {step.key: step.title for step in graph.steps}
            context["problems"] = graph.problems() if graph.steps else []
            context["drawing"] = draw(graph)
            context["rows"] = [
                {
                    "step": step,
                    "answers": [{"label": label, "to": to, "title": titles.get(to, "")} for label, to in step.answers],
                }
                for step in graph.steps
            ]
            return context
