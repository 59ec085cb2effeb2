"""Says in a whole sentence, in the active language, what a check found."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.links.enums import Outcome

SENTENCES = {
    Outcome.ANSWERS: _("The address answers (%(status)s)."),
    Outcome.MOVED: _("The address answers, but has moved for good. Write the new address instead."),
    Outcome.GUARDED: _("The site lets no program in (%(status)s). Look in a browser whether the page is there."),
    Outcome.WANTS_COOKIES: _("The site redirects until a browser keeps its cookies, which this check does not."),
    Outcome.GONE: _("The site says that there is no such page (%(status)s)."),
    Outcome.ERROR_STATUS: _("The site answers with an error (%(status)s)."),
    Outcome.SLOW: _("The site did not answer in time."),
    Outcome.REDIRECT_LOOP: _("The address redirects in a circle, or more often than a check follows."),
    Outcome.TLS_EXPIRED: _("The certificate of the site has expired or is not valid yet."),
    Outcome.TLS_NAME: _("The certificate was made out to another site."),
    Outcome.TLS_SELF_SIGNED: _("The site made its certificate itself, so nobody vouches for it."),
    Outcome.TLS_UNTRUSTED: _(
        "The issuer of the certificate is unknown here. Perhaps the site does not send its intermediate certificate."
    ),
    Outcome.TLS_ERROR: _("No secure connection to the site came about."),
    Outcome.UNKNOWN_HOST: _("The name of the site is not known on the internet."),
    Outcome.REFUSED: _("The site refuses the connection."),
    Outcome.UNREACHABLE: _("The site cannot be reached."),
    Outcome.CUT_OFF: _("The site closes the connection without an answer."),
    Outcome.PRIVATE_ADDRESS: _("The address leads into a private network, so it was not opened."),
    Outcome.TOO_LARGE: _("The site sends more headers than a check reads."),
    Outcome.NOT_HTTP: _("Something answers there, but it is not a web server."),
    Outcome.BAD_ADDRESS: _("Only addresses that begin with http or https and hold no password can be checked."),
}


def sentence(outcome: str, status: int | None = None, at: str = "") -> str:
    """The sentence on an outcome, with a second one that names the address a redirect led to."""
    if outcome not in SENTENCES:
        return gettext("Not checked yet.")
    first = str(SENTENCES[Outcome(outcome)]) % {"status": status}
    return f"{first} {gettext('It leads to %(address)s.') % {'address': at}}" if at else first
