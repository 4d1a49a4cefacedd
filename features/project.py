"""What the suite tells timeskip of the CRM."""

from django.utils.module_loading import import_string

from features.drivers.evidence import watch_rows
from features.words import TASKS
from timeskip.project import Project
from timeskip.stacks.protocol import StoryLike
from users import slots, turns

HOUR = 3600  # seconds
# Entries of the beat schedule that look for work left undone, and what says when there is some.
SWEEPS = {
    "deliver_outbox": "users.delivery.next_attempt",
    "import_left_behind": "applications.selectors.bank_file.next_left_behind",
    "draw_up_left_behind": "applications.selectors.report.next_without_document",
}

# Settings of the embedded stack. The cache's clock is the story's, and no other story's counts are in it.
OVERRIDES = {
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
    "SECOND_FACTOR": "enrolled",
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    "STORAGES": {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    },
}


def prepare(story: StoryLike) -> None:
    """Let new notifications and reports join a story's timeline, which calls tasks as people do."""
    watch_rows(story.evidence)
    story.evidence.task_titles.update(TASKS)
    # A rest is a timer on the story's clock: a step would end before a person's next request is answered.
    turns.REST = 0
    # An open tab renews its slot; every two minutes of two weeks, that would be most of a story.
    slots.RENEWAL, slots.LEASE = 6 * HOUR, 15 * HOUR


def skip_empty_sweeps(story: StoryLike) -> None:
    """Let sweeps look for work left undone before they send a task: mostly there is none."""
    for name, next_work in SWEEPS.items():
        story.beat.look_first(name, import_string(next_work))


PROJECT = Project(
    overrides=OVERRIDES,
    celery_app="crm_backend.celery.app",
    asgi_application="crm_backend.asgi.application",
    # A Monday.
    begins="2025-03-03T09:00",
    clock="freezegun",
    prepare=prepare,
    exploration="features.acts.EXPLORATION",
    settings="features.real_settings",
    imports=("features.without_rests",),
)
