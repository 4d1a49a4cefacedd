"""The CRM's settings with a quiet log: what a variant writes to the console is not part of the work."""

from crm_backend.development import *  # noqa: F403

LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"level": "WARNING"}}
