"""The example's settings with behave, for `manage.py behave` and `manage.py explore`."""

from chat.settings import *  # noqa: F403
from chat.settings import INSTALLED_APPS as APPS

INSTALLED_APPS = ["timeskip", "behave_django", *APPS]
