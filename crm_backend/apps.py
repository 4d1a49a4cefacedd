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
            # Python's warnings are log lines as well, and what would be printed as a traceback.
            logging.captureWarnings(True)
            sys.excepthook = log_uncaught
            threading.excepthook = sys.unraisablehook = log_unraisable
