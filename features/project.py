"""What the suite tells timeskip of the CRM."""

from collections.abc import Callable

from django.db import connection
from django.utils import timezone

from features.drivers.evidence import watch_rows
from features.words import TASKS
from timeskip.project import Project
from timeskip.stacks.protocol import StoryLike
from users import slots, turns

HOUR = 3600  # seconds
# Entries of the beat schedule that look for work left undone, and whether there may be any.
SWEEPS = {
    "deliver_outbox": (
        "users_emaildelivery WHERE state IN ('queued', 'sending', 'unknown') AND next_attempt_at <= %(now)s"
    ),
    "import_left_behind": "applications_bankfile WHERE finished_at IS NULL",
    "draw_up_left_behind": "applications_report WHERE sha256 = ''",
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
    """Spare a story the sweeps that would find nothing, most of what beat asks for."""
    for name, rows in SWEEPS.items():
        story.beat.skip_unless(name, _exists(rows))


def _exists(rows: str) -> Callable[[], bool]:
    # A hundred times a day: Django would take longer to compile the query than the database to answer it.
    query = f"SELECT 1 FROM {rows} LIMIT 1"  # noqa: S608 words of this module

    def look() -> bool:
        with connection.cursor() as cursor:
            cursor.execute(query, {"now": connection.ops.adapt_datetimefield_value(timezone.now())})
            return cursor.fetchone() is not None

    return look


PROJECT = Project(
    overrides=OVERRIDES,
    celery_app="crm_backend.celery.app",
    asgi_application="crm_backend.asgi.application",
    # A Monday.
    begins="2025-03-03T09:00",
    clock="freezegun",
    prepare=prepare,
    settings="features.real_settings",
    imports=("features.without_rests",),
)
