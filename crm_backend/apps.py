import logging
import sys
import threading

from django.apps import AppConfig
from django.conf import settings

from crm_backend.logs import log_uncaught, log_unraisable


class CrmBackendConfig(AppConfig):
    name = "crm_backend"

    def ready(self) -> None:
        # Registers its checks.
        from crm_backend import production  # noqa: F401

        if settings.PRODUCTION:
            # Log Python's warnings, and tracebacks that would go to standard error.
            logging.captureWarnings(True)
            sys.excepthook = log_uncaught
            threading.excepthook = sys.unraisablehook = log_unraisable
