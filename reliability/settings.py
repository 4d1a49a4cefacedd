"""The real stack's settings, with what production has: queues, redelivery, a connection for each task."""

from crm_backend.development import *  # noqa: F403 all of them, and a few others
from crm_backend.queues import QUEUES, ROUTES
from timeskip.stacks.real.settings import real_settings

DEBUG = False
SECOND_FACTOR = "enrolled"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
globals().update(real_settings(globals()))
CELERY_TASK_QUEUES = QUEUES
CELERY_TASK_DEFAULT_QUEUE = QUEUES[0].name
CELERY_TASK_ROUTES = ROUTES
# As in production; the real stack has years. Redis redelivers what a dead worker held after this time.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 30 * 60, "socket_connect_timeout": 2}
# 10 in production; shorter here, so that a mail server that hangs twenty times does not take an hour.
EMAIL_TIMEOUT = 2  # seconds
# As in production: a connection that PostgreSQL closed is not reused by the next task.
CELERY_DB_REUSE_MAX = None
CELERY_IMPORTS = ["reliability.publish_twice"]
