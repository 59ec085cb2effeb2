"""The portal's name as its editors read it: the title of the home page in their language."""

from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import get_language


def portal_name() -> str:
    """The title of the public home page in the active language, else the setting SITE_NAME."""
    from wagtail.models import Page  # settings name this function before there are models

    from core.cache import remember

    def title() -> str | None:
        homes = Page.objects.filter(depth=2, live=True, locale__language_code=language)
        homes = homes.exclude(content_type__app_label="wagtailcore")  # the page that Wagtail welcomes with
        return homes.order_by("path").values_list("title", flat=True).first()

    language = get_language() or settings.LANGUAGE_CODE
    return remember(("portal-name", language), title) or settings.SITE_NAME


portal_name_lazy = lazy(portal_name, str)
