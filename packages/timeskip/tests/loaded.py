"""Loads what `manage.py behave` of the test project loads before its first step; see copies.py."""

from importlib import import_module

import django

django.setup()
for module in ("behave.__main__", "freezegun", "timeskip.behave.command", "timeskip.behave.runner"):
    import_module(module)
