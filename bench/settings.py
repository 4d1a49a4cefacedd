"""The development settings with a quiet log, so that log lines are no part of a measurement."""

from crm_backend.development import *  # noqa: F403

LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"level": "WARNING"}}
