"""Settings of the CRM. Every outside part is a URL in the environment, each with an embedded default."""

from importlib.util import find_spec
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()

DEBUG = env.bool("DEBUG", default=True)


def secret(name: str, *, in_debug: str) -> str:
    """A secret from the environment.

    Outside debug it has no default: raises ImproperlyConfigured where it is missing.
    """
    value = env.str(name, default=in_debug if DEBUG else "")
    if value:
        return value
    raise ImproperlyConfigured(f"Set {name} in the environment: outside DEBUG it has no default.")


SECRET_KEY = secret("SECRET_KEY", in_debug="for development only")
# Fernet keys of the encrypted fields, separated by commas: the first encrypts, each of them decrypts.
FIELD_ENCRYPTION_KEYS = secret(
    "FIELD_ENCRYPTION_KEYS", in_debug="ZGV2ZWxvcG1lbnQtb25seS1ub3QtYS1zZWNyZXQtMzI="
).split(",")

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEBUG else [])
# Where pages that may open the live channel come from: a host, or scheme://host:port.
LIVE_CHANNEL_ORIGINS = env.list("LIVE_CHANNEL_ORIGINS", default=ALLOWED_HOSTS)
SITE_URL = env.str("SITE_URL", default="http://localhost:8000")

INSTALLED_APPS = [
    "crm_backend",  # Before behave_django, whose `behave` command ours replaces.
    "users",
    "applications",
    "channels",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
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
            ],
        },
    },
]

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A transaction that will write takes SQLite's one write lock when it begins; taken later, two
    # transactions that have both read would refuse each other with "database is locked".
    DATABASES["default"]["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CHANNEL_LAYERS = {"default": env.channels_url("CHANNEL_LAYER_URL", default="inmemory://")}

CELERY_BROKER_URL = env.str("BROKER_URL", default="memory://")
# Without a broker there is no worker: tasks run in the process that asks for them.
CELERY_TASK_ALWAYS_EAGER = "BROKER_URL" not in env.ENVIRON
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = "Australia/Sydney"

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 10  # seconds; a mail server that hangs must not hold a worker for longer.
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Harbour Lending <no-reply@harbour.example>")

AUTH_USER_MODEL = "users.User"
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

STATIC_URL = "static/"
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(BASE_DIR / "media"))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}

if DEBUG:
    # Development tools: a production installation has requirements/base.txt only. daphne, whose `runserver`
    # speaks WebSocket, has to come before what else has one.
    for app, position in (("behave_django", len(INSTALLED_APPS)), ("daphne", 0)):
        if find_spec(app):
            INSTALLED_APPS.insert(position, app)
else:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
