import logging

from django.apps import AppConfig
from django.conf import settings


class CrmBackendConfig(AppConfig):
    name = "crm_backend"

    def ready(self) -> None:
        # Registers its checks.
        from crm_backend import production  # noqa: F401

        if settings.PRODUCTION:
            # Python's warnings are log lines as well.
            logging.captureWarnings(True)
