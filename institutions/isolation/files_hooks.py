"""Registers what keeps files, translations and other rows apart; imported by the hooks of institutions."""

from typing import Any

from django.urls import URLPattern
from wagtail import hooks

from institutions.isolation import localize_hooks  # noqa: F401
from institutions.isolation.files_admin import OwnDocumentsAPI, OwnImagesAPI, file_urls
from institutions.isolation.files_bulk import register_own_actions
from institutions.isolation.files_usage import usage_urls

register_own_actions()


@hooks.register("register_admin_urls", order=-2)
def own_file_urls() -> list[URLPattern]:
    """Views of files that take the place of Wagtail's."""
    return [*file_urls(), *usage_urls()]


@hooks.register("construct_admin_api", order=100)  # of two of one name the later one answers
def own_files_api(router: Any) -> None:
    """Images and documents in the admin's API."""
    router.register_endpoint("images", OwnImagesAPI)
    router.register_endpoint("documents", OwnDocumentsAPI)
