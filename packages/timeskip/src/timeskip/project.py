"""What a project tells timeskip about itself, so that its scenarios run on any stack."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from celery import Celery
from django.utils.module_loading import import_string

from timeskip.moments import Moment
from timeskip.story import BEGINS


def nothing_to_prepare(story: Any) -> None:
    """Leave a story as it is."""


@dataclass(frozen=True, kw_only=True)
class Project:
    """A project under test. Everything is named by its dotted path: processes of a real stack import it themselves.

    celery_app: the Celery app ("myproject.celery.app").
    asgi_application: the ASGI application; by default settings.ASGI_APPLICATION.
    begins: the moment at which each story begins; without a zone it is in settings.TIME_ZONE.
    clock: "time-machine" or "freezegun"; by default the first that is installed.
    prepare: called with each story (timeskip.stacks.protocol.StoryLike) as it begins: what joins its timeline,
        what beat may skip.
    overrides: settings of the embedded stack that are not the project's own, such as a fast password hasher.
    exploration: what `manage.py explore` tells stories of (timeskip.explore.Exploration).

    Only a real stack needs these:

    settings: the module of the project's settings, for every process.
    imports: modules that the worker and the web process import once Django is set up.
    """

    celery_app: str
    asgi_application: str | None = None
    begins: Moment = BEGINS
    clock: str | None = None
    prepare: Callable[[Any], None] = nothing_to_prepare
    overrides: Mapping[str, Any] = field(default_factory=dict)
    exploration: str | None = None
    settings: str | None = None
    imports: tuple[str, ...] = ()

    def celery(self) -> Celery:
        """Import the Celery app."""
        return import_string(self.celery_app)
