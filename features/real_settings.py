"""The CRM's settings on the real stack: for its web and worker processes, and for the run itself."""

from crm_backend.development import *  # noqa: F403 all of them, and a few others
from timeskip.stacks.real.settings import real_settings

DEBUG = False
SECOND_FACTOR = "enrolled"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
globals().update(real_settings(globals()))
