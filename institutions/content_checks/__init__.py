"""What is wrong or doubtful in a page before it is sent for approval: errors stop it, warnings are answered.

A check is a function of a page that yields findings and changes nothing. Apps above register theirs with
`register_check`; it then shows in the editor while somebody types, and is asked again when the page is sent.
"""

from institutions.content_checks.findings import Finding, Level
from institutions.content_checks.registry import findings_of, register_check

__all__ = ["Finding", "Level", "findings_of", "register_check"]
