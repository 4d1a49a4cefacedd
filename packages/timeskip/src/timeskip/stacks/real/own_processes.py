"""A worker of a parallel run takes over the processes that were started for it.

It was forked from a run whose settings name those of the first worker.
"""

import os
from importlib import import_module
from importlib.util import module_from_spec
from types import ModuleType
from typing import Any

from django.db import connections
from django.test import override_settings

from timeskip.private_names import active_apps
from timeskip.stacks.real.addresses import Addresses

# Django lets no connection notice that this setting has changed.
DATABASES = "DATABASES"


def use_processes(number: int) -> None:
    """Let this process's settings and connections be those of a worker, counted from 1."""
    before = import_module(os.environ["DJANGO_SETTINGS_MODULE"])
    Addresses.use(number)
    after = _evaluated_again(before)
    changed = {
        name: value for name, value in after.items() if name.isupper() and _differs(value, getattr(before, name))
    }
    for alias, database in changed.pop(DATABASES, {}).items():
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = database["NAME"]
    # Until the process ends.
    override_settings(**changed).enable()
    for app in active_apps():
        # Its other settings are looked up each time; the queues are made once.
        if "amqp" in vars(app):
            del app.amqp


def _evaluated_again(module: ModuleType) -> dict[str, Any]:
    # In a module of its own: reload() would hand real_settings() what it has changed already.
    spec: Any = module.__spec__
    fresh = module_from_spec(spec)
    spec.loader.exec_module(fresh)
    return vars(fresh)


def _differs(value: Any, before: Any) -> bool:
    # Each evaluation of the settings makes new functions and classes of the same name.
    if callable(value) and callable(before):
        return False
    return value != before
