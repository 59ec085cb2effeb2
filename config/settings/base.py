"""Settings that hold everywhere; safe for production, relaxed by name in dev and test."""

import environ
from csp.constants import NONCE, NONE, SELF
from django.conf.locale import LANG_INFO

from config.environment import BASE_DIR, read, read_list, settings_table
from config.settings.storage import storages_from_url
from core.site_name import portal_name_lazy

LANG_INFO["zgh"] = {"bidi": False, "code": "zgh", "name": "Tamazight", "name_local": "ⵜⴰⵎⴰⵣⵉⵖⵜ"}

VAR_DIR = (BASE_DIR / read("VAR_DIR")).resolve()
SECRET_KEY = read("SECRET_KEY")
ENVIRONMENT_TABLE = settings_table()  # for docs/settings.md; apps never import config
DEBUG = False
ALLOWED_HOSTS = read_list("ALLOWED_HOSTS")
SITE_URL = read("SITE_URL").rstrip("/")

INSTALLED_APPS = [
    "core",
    "themes",
    "institutions",
    "knowledge",
    "feedback",
    "search",
    "home",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.routable_page",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "core.cache.middleware.PageCacheMiddleware",  # first: a hit runs nothing else
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.i18n.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "core.i18n.stand_ins.StandInMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "institutions.isolation.acting.ActingMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "core.refusals.RefusalMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "institutions.record.gone.GoneMiddleware",  # outside of redirects: for what they leave unfound
    "core.i18n.redirects.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.frame.frame",
            ],
            "builtins": ["core.templatetags.portal"],
        },
    }
]


def _database() -> dict[str, object]:
    config = environ.Env.db_url_config(read("DATABASE_URL"))
    if config["ENGINE"] == "django.db.backends.sqlite3":
        if config["NAME"] != ":memory:":
            config["NAME"] = str(BASE_DIR / config["NAME"])
        # WAL lets readers go on while one process writes; IMMEDIATE takes the write lock at BEGIN,
        # so that a transaction waits its turn instead of failing half way (docs/decisions).
        config["OPTIONS"] = {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000;",
        }
    else:
        config["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}, **config.get("OPTIONS", {})}
    return config


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["core.auth.PortalBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 12}  # type: ignore[assignment]
LOGIN_URL = "wagtailadmin_login"
PASSWORD_RESET_TIMEOUT = 24 * 3600

_NAMES = {code: info.get("name_local", code) for code, info in LANG_INFO.items()}
LANGUAGES = [(code, _NAMES[code]) for code in read_list("LANGUAGES")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [(code, name) for code, name in LANGUAGES if code != "zgh"]
LANGUAGE_CODE = read("DEFAULT_LANGUAGE")
UNREVIEWED_LANGUAGES = read_list("UNREVIEWED_LANGUAGES")
DEMONSTRATION = read("DEMONSTRATION").lower() == "true"
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
TIME_ZONE = read("TIME_ZONE")
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = storages_from_url(read("STORAGE_URL"), VAR_DIR)
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"  # never routed: files leave through core.files, which checks who may see them

SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # forgotten with the browser's session: readers get it only with a form
CSRF_FAILURE_VIEW = "home.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the admin shows previews in a frame of its own
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/admin/",),  # Wagtail's admin needs inline script; it has its own policy in urls
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
    },
}
CSP_NONCE = NONCE

EMAIL_CONFIG = environ.Env.email_url_config(read("EMAIL_URL"))
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = read("DEFAULT_FROM_EMAIL")

SITE_NAME = read("SITE_NAME")
PERSONAL_DATA_COUNTRIES = read_list("PERSONAL_DATA_COUNTRIES")
REQUIRED_LANGUAGES = read_list("REQUIRED_LANGUAGES")
WORKING_WEEKDAYS = tuple(int(day) for day in read_list("WORKING_WEEKDAYS"))
REVIEW_GRACE_DAYS = int(read("REVIEW_GRACE_DAYS"))
WAGTAIL_SITE_NAME = portal_name_lazy()
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_USER_LOGIN_FORM = "core.login_form.PortalLoginForm"
WAGTAILIMAGES_IMAGE_MODEL = "core.PortalImage"
WAGTAILIMAGES_WEBP_QUALITY = 70  # a page with a large picture stays below 120 KB on its first view
WAGTAILIMAGES_IMAGE_FORM_BASE = "core.image_form.PortalImageForm"
WAGTAILDOCS_DOCUMENT_MODEL = "core.PortalDocument"
WAGTAILDOCS_EXTENSIONS = [
    *("csv", "docx", "htm", "html", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "ods", "zip"),
    *("m4a", "mp3", "mp4", "ogg", "opus", "vtt", "webm"),
]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no call leaves the server
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 20
# Wagtail's in the database, which fails on quotes.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "core.admin_search"}}
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "core.finishing.publish_approved"  # Wagtail's asks for `publish`, which nobody holds
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False  # a translation is a draft until it is approved itself
TAGGIT_CASE_INSENSITIVE = True

FILE_DELIVERY = read("FILE_DELIVERY")
LINK_CHECKS = read("LINK_CHECKS").lower() == "true"
SEARCH_URL = read("SEARCH_URL")
CACHE_URL = read("CACHE_URL")
if CACHE_URL.startswith("redis"):
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL.partition("?")[0]}
    }

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": read("LOG_LEVEL")},
    # Their INFO lines say nothing to an operator, or are one or more a page saved and carry its title.
    "loggers": {name: {"level": "WARNING"} for name in ("django_tasks", "pikepdf", "wagtail", "wagtail.images")},
}
