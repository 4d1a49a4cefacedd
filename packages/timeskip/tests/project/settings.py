"""A small project with everything a story passes through. None of its servers exists."""

import os
from datetime import timedelta

from celery.schedules import crontab

SECRET_KEY = "of the tests"  # noqa: S105
ALLOWED_HOSTS = ["testserver"]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "channels",
    "django_celery_results",
    "timeskip",
    "behave_django",
    "project.notes",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
STATIC_URL = "/static/"
ROOT_URLCONF = "project.urls"
ASGI_APPLICATION = "project.asgi.application"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
USE_TZ = os.environ.get("USE_TZ", "yes") == "yes"
TIME_ZONE = "Australia/Sydney"

if server := os.environ.get("TIMESKIP_POSTGRES"):
    DATABASES = {
        alias: {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": server,
            "NAME": "postgres",
            "USER": "postgres",
            "TEST": {"NAME": f"test_{alias}_{os.getpid()}"},
        }
        for alias in ("default", "other")
    }
elif folder := os.environ.get("TIMESKIP_SQLITE"):
    DATABASES = {
        alias: {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": f"{folder}/{alias}.sqlite3",
            "TEST": {"NAME": f"{folder}/test_{alias}.sqlite3"},
        }
        for alias in ("default", "other")
    }
else:
    DATABASES = {
        alias: {"ENGINE": "django.db.backends.sqlite3", "NAME": f"file:{alias}?mode=memory&cache=shared"}
        for alias in ("default", "other")
    }

# Nothing listens on port 1: whoever leaves the story fails.
CHANNEL_LAYERS = {
    "default": {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": {"hosts": ["redis://127.0.0.1:1/0"]}}
}
CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
CELERY_RESULT_BACKEND = "redis://127.0.0.1:1/1"
CELERY_TIMEZONE = TIME_ZONE
# As many projects have it in their test settings; a story switches it off.
CELERY_TASK_ALWAYS_EAGER = True
# With acks_late, a message whose worker process died comes back.
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_BEAT_SCHEDULE = {
    "daily": {"task": "project.notes.tasks.note", "schedule": crontab(hour=7, minute=0), "args": ("daily",)},
    "six-hourly": {"task": "project.notes.tasks.note", "schedule": timedelta(hours=6), "args": ("six-hourly",)},
}

if os.environ.get("TIMESKIP_DATABASE_SCHEDULER"):
    INSTALLED_APPS += ["django_celery_beat"]
    CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
if os.environ.get("TIMESKIP_DATABASE_RESULTS"):
    CELERY_RESULT_BACKEND = "django-db"
