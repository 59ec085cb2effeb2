"""Connects the changes of core's own models that readers see to the page cache."""

from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.settings.models import BaseGenericSetting, BaseSiteSetting
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from core.cache.registry import changed, register_parameters, watch
from core.listing.params import PARAMETERS
from core.models import (
    Institution,
    InstitutionName,
    InstitutionRole,
    PortalDocument,
    PortalImage,
    Topic,
    TopicName,
)


def connect() -> None:
    """Watch pages, names, entities, files, sites, redirects and settings; know the parameters of listings."""
    watch(Page, PageViewRestriction, Site, Locale, Redirect, BaseSiteSetting, BaseGenericSetting)
    watch(Institution, InstitutionName, InstitutionRole, Topic, TopicName, PortalImage, PortalDocument)
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(changed, dispatch_uid="page-cache")
    register_parameters(*PARAMETERS)
