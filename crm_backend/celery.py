"""The Celery application: `celery -A crm_backend worker`, `celery -A crm_backend beat`."""

import os

from celery import Celery
from celery.signals import beat_init, celeryd_init, worker_shutting_down

from common.refusals import Refusal
from crm_backend.logs import log_shutdown, take_standard_output
from crm_backend.production import require_safe
from crm_backend.schedule import BEAT_SCHEDULE, ON_RECORD

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm_backend.settings")

app = Celery("crm_backend")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = BEAT_SCHEDULE
app.conf.task_annotations = {
    # A refusal is foreseen: one line in the log, without a traceback.
    "*": {"throws": (Refusal,)},
    **{task: {"ignore_result": False} for task in ON_RECORD},
}
app.autodiscover_tasks()

# Workers and beat check the settings first.
celeryd_init.connect(require_safe)
beat_init.connect(require_safe)
celeryd_init.connect(take_standard_output)
worker_shutting_down.connect(log_shutdown)
