"""Everything about pages that is put into the place of Wagtail's when the portal starts, in one call."""


def close_pages() -> None:
    """From `AppConfig.ready()`, before anything imports the addresses of the admin."""
    from wagtail.admin.views import workflows

    from institutions.isolation.localize_creation import close_creation
    from institutions.isolation.pages_choosers import close_choosers
    from institutions.isolation.pages_named import close_names
    from institutions.isolation.pages_reports import close_reports
    from institutions.isolation.pages_titles import close_titles
    from institutions.isolation.pages_views import close_search
    from institutions.isolation.replacing import replace_view
    from institutions.workflow.workflow_list import WorkflowsView

    close_titles()
    close_choosers()
    close_reports()
    close_names()
    close_search()
    close_creation()
    replace_view(workflows, "Index", WorkflowsView)
