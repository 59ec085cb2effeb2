"""Which objects of B's fill the addresses of each route, and what is sent there: one rule or several a route."""

from tests.security.rule import Rules
from tests.security.rules_files import FILES
from tests.security.rules_institutions import INSTITUTIONS
from tests.security.rules_models import MODELS
from tests.security.rules_pages import PAGES
from tests.security.rules_portal import PORTAL
from tests.security.rules_public import PUBLIC
from tests.security.rules_translations import TRANSLATIONS

RULES: Rules = {**PAGES, **FILES, **MODELS, **TRANSLATIONS, **PORTAL, **PUBLIC, **INSTITUTIONS}
