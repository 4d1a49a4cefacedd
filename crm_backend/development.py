"""The settings for development: `crm_backend.settings`, with `DEBUG=true` unless the environment sets it.

Tests, benchmarks and the suite's own processes use this module, so that they run in any shell. Production
never does: `crm_backend.settings` has to treat an unset `DEBUG` as production, and no entry point (manage.py,
asgi.py, celery.py, Procfile, compose.yaml, Dockerfile) uses this module.
"""

import os

os.environ.setdefault("DEBUG", "true")

from crm_backend.settings import *  # noqa: F403 all settings, after DEBUG is set
