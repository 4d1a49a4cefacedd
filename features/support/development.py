"""The CRM's settings in development: `DEBUG=true` unless the environment says otherwise."""

import os

os.environ.setdefault("DEBUG", "true")

from crm_backend.settings import *  # noqa: F403 all of them, once the environment is complete
