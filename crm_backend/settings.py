"""Settings of the CRM. Each external service is a URL in the environment, with a default for development."""

import sys
import warnings
from collections.abc import Callable
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django_guid.integrations import CeleryIntegration

from crm_backend.production import PUBLISHED_ENCRYPTION_KEY, PUBLISHED_SECRET_KEY
from crm_backend.queues import QUEUES, ROUTES

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()

# Only DEBUG=true turns debugging on: without it, an installation is in production.
DEBUG = env.str("DEBUG", default="").strip().lower() == "true"
# crm_backend/production.py lists what production requires. A test run may turn DEBUG off, but not this on.
PRODUCTION = not DEBUG


def outside_part(name: str, read: Callable[[str], dict], *, default: str) -> dict:
    """The settings from a URL in the environment, or from the default, which production refuses."""
    try:
        return read(env.str(name, default="") or default)
    except (ImproperlyConfigured, ValueError):
        if DEBUG:
            raise
        return read(default)


def database_from(url: str) -> dict:
    """The database settings from a URL; raises ValueError if Django has no engine for it."""
    with warnings.catch_warnings():
        # The warning would print the URL with its password.
        warnings.simplefilter("ignore")
        database = env.db_url_config(url)
    if not database.get("ENGINE"):
        raise ValueError("DATABASE_URL names no database.")
    return database


SECRET_KEY = env.str("SECRET_KEY", default=PUBLISHED_SECRET_KEY if DEBUG else "")
# Earlier keys, separated by commas: sessions and links signed with them stay valid.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
# Fernet keys of the encrypted fields, separated by commas: the first encrypts, each of them decrypts.
FIELD_ENCRYPTION_KEYS = env.list("FIELD_ENCRYPTION_KEYS", default=[PUBLISHED_ENCRYPTION_KEY] if DEBUG else [])

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEBUG else [])
# Origins whose pages may open the live channel: a host, or scheme://host:port.
LIVE_CHANNEL_ORIGINS = env.list("LIVE_CHANNEL_ORIGINS", default=[]) or ALLOWED_HOSTS
# Origins that may submit forms, as in https://crm.harbour.example.
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# What the foot of every page calls this installation; empty where it is the one that people work with.
ENVIRONMENT = env.str("ENVIRONMENT", default="Development" if DEBUG else "")
# The account to which borrowers pay, as they read it; empty where they know it otherwise.
PAYMENT_ACCOUNT = env.str(
    "PAYMENT_ACCOUNT", default="Harbour Lending, BSB 062-000, account 1234 5678" if DEBUG else ""
)
SITE_URL = env.str("SITE_URL", default="http://localhost:8000" if DEBUG else "")

INSTALLED_APPS = [
    "crm_backend",
    "users",
    "applications",
    "workspace",
    "api",
    "channels",
    "users.apps.AdminPages",  # django.contrib.admin, for admins alone.
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_celery_results",
    "django_guid",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "knox",
    "rest_framework",
    "drf_spectacular",
]

MIDDLEWARE = [
    # First, because probes use plain HTTP, and a host that the others would refuse.
    "crm_backend.health.health_middleware",
    "crm_backend.caching.private_middleware",
    "django_guid.middleware.guid_middleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "users.middleware.PlainTextMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "crm_backend.urls"
ASGI_APPLICATION = "crm_backend.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "workspace.context.workspace",
            ],
        },
    },
]

DATABASES = {
    "default": outside_part("DATABASE_URL", database_from, default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Every transaction takes SQLite's one write lock at its beginning. Otherwise two transactions that have
    # both read would fail with "database is locked" when they write.
    DATABASES["default"]["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20}
    # Test databases are made from the models, which takes a tenth of the time of the migrations.
    # tests/crm_backend/test_migrations.py checks that both make the same tables.
    DATABASES["default"]["TEST"] = {"MIGRATE": False}
elif DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)  # seconds
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CHANNEL_LAYERS = {
    "default": outside_part("CHANNEL_LAYER_URL", env.channels_url_config, default="inmemory://")
}

CACHES = {"default": outside_part("CACHE_URL", env.cache_url_config, default="locmemcache://")}
if CACHES["default"]["BACKEND"].endswith("RedisCache"):
    # A page must not wait for a cache that is down.
    CACHES["default"].setdefault("OPTIONS", {}).update(socket_connect_timeout=2, socket_timeout=2)  # seconds

CELERY_BROKER_URL = env.str("BROKER_URL", default="") or "memory://localhost/"
# Without a broker there is no worker: tasks run in the process that queues them.
CELERY_TASK_ALWAYS_EAGER = CELERY_BROKER_URL.startswith("memory://")
# Results of scheduled tasks (crm_backend/celery.py) and of failed tasks are stored; purge_expired deletes
# them.
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_STORE_ERRORS_EVEN_IF_IGNORED = True
CELERY_TASK_STORE_EAGER_RESULT = True
CELERY_RESULT_BACKEND = "django-db"
CELERY_RESULT_EXTENDED = True
CELERY_RESULT_EXPIRES = None
CELERY_TIMEZONE = "Australia/Sydney"
CELERY_TASK_QUEUES = QUEUES
CELERY_TASK_DEFAULT_QUEUE = QUEUES[0].name
CELERY_TASK_ROUTES = ROUTES
# A message is acknowledged after its task: if the worker dies, another worker gets it.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
# A busy worker holds no message that an idle one could take.
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 14 * 60  # seconds
CELERY_TASK_TIME_LIMIT = 15 * 60
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Redis redelivers an unacknowledged message after this time, so it is longer than any task may take.
    "visibility_timeout": 30 * 60,
    "socket_connect_timeout": 2,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A page must not wait for a broker that is down: the e-mail is in the outbox anyway.
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 2, "interval_start": 0, "interval_step": 0.2}

vars().update(outside_part("EMAIL_URL", env.email_url_config, default="consolemail://"))
EMAIL_TIMEOUT = 10  # seconds; a mail server that hangs must not block a worker for longer
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Harbour Lending <no-reply@harbour.example>")

SESSION_ENGINE = "users.sessions"
AUTH_USER_MODEL = "users.User"
AUTHENTICATION_BACKENDS = ["users.backends.AccountBackend"]
LOGIN_URL = "workspace:login"
LOGIN_REDIRECT_URL = "workspace:home"
LOGOUT_REDIRECT_URL = "workspace:login"
ACCOUNT_URL = "workspace:account"
PASSWORD_RESET_URL = "workspace:password-reset"  # noqa: S105 the name of a page
PASSWORD_RESET_TIMEOUT = 60 * 60  # seconds
# "required": admins and BDMs log in with a second factor; "enrolled": only people who have set one up.
SECOND_FACTOR = env.str("SECOND_FACTOR", default="enrolled" if DEBUG else "required")
OTP_TOTP_ISSUER = "Harbour Lending"
# Wrong codes are counted with wrong passwords (users/attempts.py).
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0
# Number of proxies that add to X-Forwarded-For; with 0 the header is ignored.
NUM_PROXIES = env.int("NUM_PROXIES", default=0)
# Apps with admin pages. Models of libraries may contain keys, tokens or task arguments.
ADMIN_PAGES_OF = ("users", "applications", "auth")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = "en-au"
TIME_ZONE = "Australia/Sydney"
USE_I18N = False
USE_TZ = True

# A form without its files; crm_backend/limits.py refuses larger requests before they are read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # bytes

STATIC_URL = "static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))
# No URL leads here: pages check who may read a document.
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(BASE_DIR / "media"))

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "api.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["api.parsers.FlatJSONParser"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "PAGE_SIZE": 50,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
    ],
    # Per address without a login, and per user.
    "DEFAULT_THROTTLE_RATES": {"anon": "20/min", "user": "600/min"},
    "NUM_PROXIES": NUM_PROXIES,
    "EXCEPTION_HANDLER": "api.errors.answer",
}
KNOX_TOKEN_MODEL = "users.ApiToken"  # noqa: S105 the name of a model
REST_KNOX = {"TOKEN_TTL": timedelta(days=90)}
# Without knox's migrations, which would create a table that is not used.
MIGRATION_MODULES = {"knox": None}
SPECTACULAR_SETTINGS = {
    "TITLE": "Harbour Lending",
    "DESCRIPTION": "Applications, their documents and money, notifications: what the caller may see.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "StageEnum": "applications.stages.Stage",
        "PartyKindEnum": "applications.models.parties.PartyKind",
        "DocumentKindEnum": "applications.documents.kinds.DocumentKind",
        "ReportKindEnum": "applications.models.report.ReportKind",
        "LineKindEnum": "applications.payments.lines.LineKind",
        "EventEnum": "users.preferences.Event",
    },
}

# What /readyz checks: each function raises an error if its service is down; its result is shown.
READINESS = {
    "database": "crm_backend.health.database",
    "broker": "crm_backend.health.broker",
    "channel_layer": "crm_backend.health.channel_layer",
    "cache": "crm_backend.health.cache",
    "encryption_keys": "applications.selectors.encryption.numbers_are_readable",
    "outbox": "users.selectors.outbox_overdue",
}

DJANGO_GUID = {
    "GUID_HEADER_NAME": "X-Request-ID",
    "INTEGRATIONS": [CeleryIntegration(use_django_logging=True)],
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request": {"()": "django_guid.log_filters.CorrelationId", "correlation_id_field": "request_id"},
        "task": {"()": "crm_backend.logs.TaskFilter"},
    },
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {"()": "crm_backend.logs.JsonLine"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line" if DEBUG else "json",
            "filters": ["request", "task"],
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    # It logs every id that it generates.
    "loggers": {"django_guid": {"level": "WARNING"}},
}
if PRODUCTION:
    # uvicorn's own handlers write plain lines.
    LOGGING["loggers"] |= {
        name: {"handlers": [], "propagate": True} for name in ("uvicorn", "uvicorn.access")
    }

if DEBUG:
    # Development tools: production has requirements/base.txt only.
    for app, position in (("behave_django", len(INSTALLED_APPS)), ("timeskip", 0)):
        if find_spec(app):
            INSTALLED_APPS.insert(position, app)
    # daphne's `runserver` serves WebSockets; no other command needs it, and importing it takes long.
    if sys.argv[1:2] == ["runserver"] and find_spec("daphne"):
        INSTALLED_APPS.insert(0, "daphne")
    if find_spec("behave_django") and find_spec("demo"):
        INSTALLED_APPS.append("demo")
else:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    # Right after SecurityMiddleware, which redirects to TLS; in development runserver serves static files.
    MIDDLEWARE.insert(
        MIDDLEWARE.index("csp.middleware.CSPMiddleware"), "whitenoise.middleware.WhiteNoiseMiddleware"
    )
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    if env.bool("BEHIND_TLS_PROXY", default=False):
        # Only if a proxy sets the header: otherwise any client could claim to use TLS.
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
