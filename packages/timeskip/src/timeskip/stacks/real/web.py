"""What the web process serves: `uvicorn timeskip.stacks.real.web:application`."""

from importlib import import_module

import django
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler
from django.utils.module_loading import import_string

from timeskip.stacks.real.addresses import Addresses
from timeskip.stacks.real.asgi import WithEchoes

addresses = Addresses.from_environment()
# A thread lives as long as its request here, and its connection would stay open until Python looks for garbage.
for database in settings.DATABASES.values():
    database["CONN_MAX_AGE"] = 0
django.setup()
project = import_string(addresses.asgi or settings.ASGI_APPLICATION)
# Consumers and views ask for tasks as well.
import_module("timeskip.stacks.real.worker_hooks").written.watch()
for module in addresses.imports:
    import_module(module)

# Style and scripts of the pages; in production another server has them.
application = WithEchoes(
    ASGIStaticFilesHandler(project) if apps.is_installed("django.contrib.staticfiles") else project
)
