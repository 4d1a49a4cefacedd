from django.apps import AppConfig


class CrmBackendConfig(AppConfig):
    name = "crm_backend"
