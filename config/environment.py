"""Every environment variable the portal reads, in one table; docs/settings.md is generated from it."""

from dataclasses import dataclass
from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


@dataclass(frozen=True)
class Variable:
    """One environment variable: its name, default, meaning, and whether production insists on it."""

    name: str
    default: str
    meaning: str
    required: bool = False


VARIABLES: dict[str, Variable] = {
    variable.name: variable
    for variable in (
        Variable(
            "SECRET_KEY",
            "",
            "Signs sessions and links. At least 50 random characters, the same on every node, never in the repository.",
            required=True,
        ),
        Variable("ALLOWED_HOSTS", "", "Host names the portal answers to, separated by commas.", required=True),
        Variable(
            "SITE_URL",
            "",
            "Public address of the portal with its scheme and no final slash, e.g. https://integrity.example. Used in e-mails, feeds and canonical links.",
            required=True,
        ),
        Variable(
            "DATABASE_URL",
            "sqlite:///var/db.sqlite3",
            "Database: sqlite:///PATH (relative to the project) or postgres://USER:PASSWORD@HOST:PORT/NAME.",
        ),
        Variable(
            "CACHE_URL",
            "memory://",
            "Page cache: memory:// (each process its own, told of changes through VAR_DIR), redis://HOST:PORT/DB (several nodes), or off://. Ending in ?megabytes=N it keeps at most that much.",
        ),
        Variable(
            "STORAGE_URL",
            "file://",
            "Uploaded files: file:// (VAR_DIR/media), file:///ABSOLUTE/FOLDER, or s3://KEY:SECRET@BUCKET?endpoint=URL&region=NAME.",
        ),
        Variable(
            "SEARCH_URL",
            "tantivy://",
            "Knowledge search: tantivy:// (an index in VAR_DIR/search of this machine), opensearch://HOST:PORT/PREFIX or elasticsearch://HOST:PORT/PREFIX (several nodes; docs/search-engines.md has the options), or database:// (only titles and summaries, straight from the database).",
        ),
        Variable(
            "EMAIL_URL",
            "consolemail://",
            "Outgoing mail: smtp://USER:PASSWORD@HOST:PORT, smtp+tls://..., or consolemail://.",
        ),
        Variable("DEFAULT_FROM_EMAIL", "portal@localhost", "Sender of the portal's mail."),
        Variable("LANGUAGES", "ar,fr,en,zgh", "Languages of the portal, in the order of the language switch."),
        Variable(
            "DEFAULT_LANGUAGE",
            "fr",
            "Source language of the content, and the one shown when a visitor's languages are not spoken here.",
        ),
        Variable(
            "UNREVIEWED_LANGUAGES",
            "zgh",
            "Languages whose translation nobody has reviewed yet; their pages say so. Empty when all are.",
        ),
        Variable("DEMONSTRATION", "false", "Whether the content is a demonstration; every page then says so."),
        Variable("TIME_ZONE", "Africa/Casablanca", "Time zone of dates and deadlines (IANA name)."),
        Variable(
            "PERSONAL_DATA_COUNTRIES",
            "ma",
            "Countries whose phone and identity numbers editors are warned of, separated by commas.",
        ),
        Variable(
            "REQUIRED_LANGUAGES",
            "",
            "Languages in which a page must exist before it is sent for approval, separated by commas.",
        ),
        Variable(
            "WORKING_WEEKDAYS",
            "0,1,2,3,4",
            "Days on which people work, by which deadlines are counted: 0 is Monday, 6 is Sunday, separated by commas.",
        ),
        Variable(
            "REVIEW_GRACE_DAYS",
            "90",
            "Days after which readers are told that a page whose review is overdue has not been reviewed.",
        ),
        Variable("SITE_NAME", "Integrity Portal", "Name of the portal in the admin; the public name is content."),
        Variable("VAR_DIR", "var", "Folder for everything the portal writes on disk."),
        Variable(
            "TRUSTED_PROXIES", "0", "Number of reverse proxies in front that set X-Forwarded-Proto. 0 trusts none."
        ),
        Variable(
            "FILE_DELIVERY",
            "direct",
            "How a checked file leaves: direct (the portal sends it), accel (nginx X-Accel-Redirect) or redirect (60-second signed URL of the S3 store).",
        ),
        Variable(
            "HOST", "127.0.0.1", "Address that the web server listens on, behind a proxy. Read by tools/serve.py."
        ),
        Variable("PORT", "8000", "Port that the web server listens on. Read by tools/serve.py."),
        Variable("WEB_CONCURRENCY", "1", "Processes of the web server. Read by tools/serve.py."),
        Variable(
            "WEB_THREADS",
            "",
            "Requests that each process of the web server answers at once; by default twice the processors, at most 8. Read by tools/serve.py.",
        ),
        Variable(
            "LINK_CHECKS",
            "true",
            "Whether the worker checks that the web addresses which public content names answer. false: nothing is asked, and readers are warned of none.",
        ),
        Variable("LOG_LEVEL", "INFO", "Least important level that is logged to standard error."),
    )
}


def read(name: str) -> str:
    """Value of a declared variable, or its default. Raises KeyError for one that is not in the table."""
    variable = VARIABLES[name]
    return env.str(name, default=variable.default)


def read_list(name: str) -> list[str]:
    """Comma-separated value of a declared variable, without empty parts."""
    return [part.strip() for part in read(name).split(",") if part.strip()]


def settings_table() -> str:
    """The variables as a Markdown table, for docs/settings.md."""
    rows = ["| variable | default | production | meaning |", "|---|---|---|---|"]
    for variable in VARIABLES.values():
        default = f"`{variable.default}`" if variable.default else "none"
        rows.append(
            f"| `{variable.name}` | {default} | {'required' if variable.required else 'optional'} | {variable.meaning} |"
        )
    return "\n".join(rows) + "\n"
