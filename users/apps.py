from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class UsersConfig(AppConfig):
    name = "users"
    default = True
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from users import signals  # noqa: F401


class AdminPages(admin_apps.AdminConfig):
    default = False
    default_site = "users.admin_site.AdminsOnly"
