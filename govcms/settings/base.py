"""Settings shared by every way to run the platform.

With no environment at all everything is embedded: SQLite, files on disk, a queue in the database.
Each variable read here is explained in .env.example; a test keeps the two in step.
"""

from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from govcms.settings import env, servers

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env.load_file(BASE_DIR / ".env")

# Where the platform is: its folder, its hosts, its port.
DATA_DIR = env.folder("DATA_DIR", BASE_DIR / "var")
BASE_HOST = env.host("BASE_HOST", "localhost")
PORT = env.number("PORT", 8000, lowest=1, highest=65535)
SCHEME = env.choice("SCHEME", "http", options=["http", "https"])

# Whose word counts on where a request comes from; tenants.visitor_address reads it.
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES")

# Hosts are checked against the database by tenants.middleware.HostMiddleware.
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "govcms.moving",
    "govcms.record",
    "search",
    "govcms.accessibility",
    "govcms.engagement",
    "govcms.content",
    "themes",
    "govcms.media",
    "govcms.identity",
    "govcms.pages",
    "govcms.observability",
    "tenants",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.snippets",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # First, so that every answer carries a reference and every request leaves one line in the log.
    "govcms.observability.middleware.RequestLogMiddleware",
    "govcms.observability.middleware.HealthMiddleware",
    "govcms.security_headers.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # Before the host check: CSS and JavaScript are the same on every host.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "govcms.compression.TextCompressionMiddleware",
    "tenants.middleware.HostMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "govcms.identity.middleware.SessionLimitsMiddleware",
    "govcms.identity.middleware.InterfaceLanguageMiddleware",
    "tenants.middleware.MembersOnlyMiddleware",
    "govcms.identity.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tenants.guard.AdminGuardMiddleware",
    # Last, because it calls the view itself.
    "tenants.middleware.AtomicWritesMiddleware",
]

ROOT_URLCONF = "govcms.urls.public"
WSGI_APPLICATION = "govcms.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "govcms.observability.context_processors.reference",
                "govcms.content.context_processors.chrome",
            ],
        },
    },
]

# Reading requests take no transaction: on SQLite each would hold the one write lock.
DATABASES = servers.databases(embedded=DATA_DIR / "db.sqlite3")
# Reads of public pages go to the copy, where one is named.
DATABASE_ROUTERS = ["tenants.replica.ReplicaRouter"] if "replica" in DATABASES else []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = servers.caches(embedded=DATA_DIR / "cache", prefix=BASE_HOST)

_TASK_BACKENDS = {
    "database": "django_tasks_db.DatabaseBackend",
    "immediate": "django_tasks.backends.immediate.ImmediateBackend",
}
TASKS = {
    "default": {"BACKEND": _TASK_BACKENDS[env.choice("TASKS_BACKEND", "database", options=_TASK_BACKENDS)]},
}

AUTH_USER_MODEL = "identity.User"
AUTHENTICATION_BACKENDS = ["tenants.auth_backend.AgencyBackend"]
LOGIN_URL = f"{SCHEME}://admin.{BASE_HOST}:{PORT}/admin/login/"
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
# Where the password of a protected page leads when the form names another site: home, on any kind of host.
LOGIN_REDIRECT_URL = "/"
# Where the full list of breached passwords is asked; without it Django's short one and zxcvbn's stand alone.
BREACHED_PASSWORDS_URL = env.text("BREACHED_PASSWORDS_URL")
AUTH_PASSWORD_VALIDATORS = [
    # What NIST SP 800-63B asks of a password that stands alone: long, not one of a breach, and no rules on characters.
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "govcms.identity.breached.BreachedPasswordValidator"
        if BREACHED_PASSWORDS_URL
        else "django.contrib.auth.password_validation.CommonPasswordValidator"
    },
    {"NAME": "govcms.identity.passwords.HardToGuessValidator"},
]
# Links of invitations and for forgotten passwords; they work once.
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60

LANGUAGE_CODE = "en"
USE_I18N = True
FORMAT_MODULE_PATH = ["govcms.formats"]
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGES = [
    ("en", "English"),
    ("ar", "العربية"),
    ("es", "Español"),
    ("fr", "Français"),
    ("ms", "Bahasa Melayu"),
    ("ta", "தமிழ்"),
    ("zh-hans", "简体中文"),
]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
# The languages the platform itself speaks, each with a complete catalogue in govcms/locale; the first is the source.
SHIPPED_LANGUAGES = ["en", "fr", "ar"]
LOCALE_PATHS = [BASE_DIR / "govcms" / "locale"]
WAGTAILADMIN_PERMITTED_LANGUAGES = [(code, name) for code, name in LANGUAGES if code in SHIPPED_LANGUAGES]
WAGTAIL_I18N_ENABLED = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
# Originals and drafts are private; only renditions lie in the public store, served per host at MEDIA_URL.
STORAGES: dict[str, dict[str, Any]] = {
    **servers.stores(embedded=DATA_DIR, media_url=MEDIA_URL),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Bucket and endpoint of an S3 file store; None where files lie on disk.
S3 = servers.files()

# The arguments of Elasticsearch's client; None where the embedded engine searches.
ELASTICSEARCH = servers.search()
# The alias on that server, and how the index behind it is cut; no number of replicas: one where there is a second node.
SEARCH_INDEX = env.text("SEARCH_INDEX", "govcms")
SEARCH_SHARDS = env.number("SEARCH_SHARDS", 1, lowest=1, highest=64)
SEARCH_REPLICAS = env.number("SEARCH_REPLICAS", -1, lowest=0, highest=8)
# Who asks waits no longer for the server; then titles are searched in the database.
SEARCH_BUDGET_S = 0.8
# The index of the embedded search engine.
SEARCH_DIR = DATA_DIR / "search"

# Mail waits in a folder until a mail server is configured: nothing leaves the machine by default.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(DATA_DIR / "mail")
globals().update(servers.mail())

# What a visitor or an editor may send. A form of 500 blocks has some thousands of fields.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
# A table pasted with thousands of rows is a field a cell; its block says that it is too long, and keeps it.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 100_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_RENDITION_STORAGE = "public"
# A small file can unpack to gigabytes; 50 million pixels take 200 MB of memory while resizing.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
# A home page of seven pictures stays below 150 KB on a dense screen; 80, the default, goes a third beyond.
WAGTAILIMAGES_WEBP_QUALITY = 60
# As true to the original as WebP at 60, in a third fewer bytes.
WAGTAILIMAGES_AVIF_QUALITY = 42
WAGTAILIMAGES_JPEG_QUALITY = 70
# SVG is cleaned of all that does not draw before it is stored (govcms/media/svg.py).
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "svg", "webp"]
# Pictures of the demo are drawn in this part of their size: all of them take a minute.
DEMO_PICTURE_SCALE = 1.0
# Beside YouTube and Vimeo, the PeerTube sites that videos may come from.
PEERTUBE_HOSTS = env.hosts("PEERTUBE_HOSTS", "framatube.org")
# Browsers send what is large in parts (govcms/media/parts.py), and go on after a broken connection.
WAGTAILDOCS_MAX_UPLOAD_SIZE = 250 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ods", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"]

# Names of the admin's cookies; tenants.cookies renames them on public hosts and sets the domains.
_COOKIE_PREFIX = "__Secure-" if SCHEME == "https" else ""
SESSION_COOKIE_NAME = f"{_COOKIE_PREFIX}admin_session"
CSRF_COOKIE_NAME = f"{_COOKIE_PREFIX}admin_csrf"
# A message names what was edited, so it must stay on the host of its agency; the session is shared by all.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "govcms.content.errors.csrf_failure"
# How long a person stays signed in: without doing anything, and at most. After a proof of who she is, how long
# she may change how she signs in.
SESSION_IDLE_MINUTES = env.number("SESSION_IDLE_MINUTES", 60, lowest=5, highest=24 * 60)
SESSION_HOURS = env.number("SESSION_HOURS", 12, lowest=1, highest=7 * 24)
SESSION_COOKIE_AGE = SESSION_HOURS * 60 * 60
PROOF_LASTS_MINUTES = 15
# Whether agencies decide on a second factor for their members, or everybody needs one.
SECOND_FACTOR = env.choice("SECOND_FACTOR", "optional", options=["optional", "required"])
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
if SCHEME == "https":
    # Encryption ends at a proxy in front, which must set this header itself and drop a visitor's own.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60

WAGTAIL_SITE_NAME = "Government content platform"
WAGTAIL_PAGE_MODEL = "pages.Page"
WAGTAILIMAGES_IMAGE_MODEL = "media.AgencyImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "govcms.media.forms.AgencyImageForm"
WAGTAILDOCS_DOCUMENT_MODEL = "media.AgencyDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "govcms.media.forms.AgencyDocumentForm"
# Wagtail would ask services outside for avatars and for its newest version.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# Passwords are set and reset on the start host.
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
# It would turn the address of any agency's page into the title of its draft.
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = ""
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "govcms.content.editor_fields.RichTextArea"}}
# Some systems list names that browsers do not know, and Wagtail's account page asks a browser about each.
WAGTAIL_USER_TIME_ZONES = sorted(name for name in available_timezones() if "/" in name or name == "UTC")
WAGTAILADMIN_BASE_URL = f"{SCHEME}://admin.{BASE_HOST}:{PORT}"
# Public hosts have no sign-in of their own.
WAGTAIL_FRONTEND_LOGIN_URL = f"{WAGTAILADMIN_BASE_URL}/admin/login/"

LOG_LEVEL = env.choice("LOG_LEVEL", "info", options=["debug", "info", "warning", "error"]).upper()
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "govcms.observability.logs.JsonFormatter"}},
    "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["lines"], "level": LOG_LEVEL},
    "loggers": {
        # The request line says as much, once, with the agency.
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "propagate": False},
        # It would tell the beginning of the hash of each new password.
        "httpx": {"level": "WARNING"},
        # A line for each question to the search server, and for each that failed: whoever asked says that once.
        "elastic_transport": {"level": "ERROR"},
        # Two lines for each task that goes well; failures are errors.
        "django_tasks": {"level": "WARNING"},
        # Each page that is written, with its title: drafts are nobody's business. The log of the agency has them all.
        "wagtail": {"level": "WARNING"},
    },
}
