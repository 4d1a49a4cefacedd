"""The development settings without a log, and without DEBUG, which keeps the text of each statement."""

from crm_backend.development import *  # noqa: F403

DEBUG = False
LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"level": "WARNING"}}
