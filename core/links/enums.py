"""What checking a web address can find."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """How one check ended. `core.links.sentences` says it in a sentence."""

    ANSWERS = "answers", _("Answers")
    MOVED = "moved", _("Answers, but has moved")
    GUARDED = "guarded", _("Lets no program in")
    WANTS_COOKIES = "wants_cookies", _("Asks for cookies")
    GONE = "gone", _("Page not found")
    ERROR_STATUS = "error_status", _("Answers with an error")
    SLOW = "slow", _("Too slow")
    REDIRECT_LOOP = "redirect_loop", _("Redirects without end")
    TLS_EXPIRED = "tls_expired", _("Certificate not valid today")
    TLS_NAME = "tls_name", _("Certificate of another site")
    TLS_SELF_SIGNED = "tls_self_signed", _("Certificate made by the site itself")
    TLS_UNTRUSTED = "tls_untrusted", _("Certificate of an unknown issuer")
    TLS_ERROR = "tls_error", _("No secure connection")
    UNKNOWN_HOST = "unknown_host", _("Unknown host name")
    REFUSED = "refused", _("Connection refused")
    UNREACHABLE = "unreachable", _("Not reachable")
    CUT_OFF = "cut_off", _("Closes without an answer")
    PRIVATE_ADDRESS = "private_address", _("Leads into a private network")
    TOO_LARGE = "too_large", _("Answer headers too large")
    NOT_HTTP = "not_http", _("Not a web server")
    BAD_ADDRESS = "bad_address", _("Not an address that can be checked")


#: Nothing for an editor to mend. A site that keeps programs out, or wants cookies first, opens in a browser.
SOUND = frozenset({Outcome.ANSWERS, Outcome.MOVED, Outcome.GUARDED, Outcome.WANTS_COOKIES})

#: Editors look at these, readers are not told: a reader may see the page all the same. A browser fetches a missing
#: intermediate certificate by itself and speaks older TLS; a host of the operator's own network has a private address
#: only when seen from inside.
UNSURE = frozenset({Outcome.TLS_UNTRUSTED, Outcome.TLS_ERROR, Outcome.PRIVATE_ADDRESS, Outcome.BAD_ADDRESS})

#: No sign that anything outside was reached: so every address looks from a machine without a way out.
NO_CONTACT = frozenset(
    {
        Outcome.UNKNOWN_HOST,
        Outcome.SLOW,
        Outcome.UNREACHABLE,
        Outcome.REFUSED,
        Outcome.PRIVATE_ADDRESS,
        Outcome.BAD_ADDRESS,
    }
)
