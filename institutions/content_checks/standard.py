"""The checks that the portal comes with, and where they are asked."""

from core.sending import register_sending_check
from institutions.content_checks.alternatives import check_alternatives
from institutions.content_checks.evidence import check_evidence
from institutions.content_checks.headings import check_headings
from institutions.content_checks.links import check_links
from institutions.content_checks.personal import check_personal_data
from institutions.content_checks.reading import check_reading
from institutions.content_checks.registry import register_check
from institutions.content_checks.sending import refuse_findings
from institutions.content_checks.translations import check_translations


def register_content_checks() -> None:
    """Called when the app is ready."""
    register_check("alternatives", check_alternatives)
    register_check("headings", check_headings)
    register_check("links", check_links)
    register_check("reading", check_reading)
    register_check("evidence", check_evidence)
    register_check("personal", check_personal_data)
    register_check("translations", check_translations)
    register_sending_check(refuse_findings)
