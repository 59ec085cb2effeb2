"""Everything about files, tags and rows that is put into the place of Wagtail's when the portal starts, in one call."""

from wagtail.admin.views import tags as stock_tags

from institutions.isolation import tags
from institutions.isolation.chosen import close_chosen
from institutions.isolation.face_entity import close_faces
from institutions.isolation.files import close_publication
from institutions.isolation.files_admin import close_lists
from institutions.isolation.replacing import replace_view
from institutions.isolation.site_deletion import close_sites
from institutions.isolation.snippets_own import close_snippets


def close_files() -> None:
    """From `AppConfig.ready()`, before anything imports the addresses of the admin."""
    close_publication()
    close_chosen()
    close_lists()
    close_snippets()
    close_sites()
    close_faces()
    replace_view(stock_tags, "autocomplete", tags.autocomplete)
