from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "applications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # Every process that sends e-mail needs the writers.
        from applications.services import email_writers  # noqa: F401
