"""The real stack's settings, but for what production has: a broker of its own, and work that comes back."""

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
# As in production, where the real stack has years: what a dead worker held is delivered again after that.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 30 * 60, "socket_connect_timeout": 2}
# In production 10: a mail server that hangs is given up sooner here, so that twenty of them fit into a run.
EMAIL_TIMEOUT = 2  # seconds
# A connection for each task, as in production: one that PostgreSQL has cut must not be used again.
CELERY_DB_REUSE_MAX = None
CELERY_IMPORTS = ["reliability.twice"]
