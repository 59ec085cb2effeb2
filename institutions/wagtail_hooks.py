"""Registration of institutions with the admin."""

from wagtail.snippets.models import register_snippet

from institutions.viewsets import InstitutionGroup

register_snippet(InstitutionGroup)
