"""Loads what `manage.py behave` loads before its first step; see copies.py of timeskip's tests."""

import os
from importlib import import_module

import django

os.environ.setdefault("DEBUG", "true")
django.setup()
# Not features.environment: what it tells behave holds for one run.
for module in (
    "behave.__main__",
    "features.drivers.world",
    "features.project",
    "timeskip.behave.command",
    "timeskip.behave.runner",
):
    import_module(module)
