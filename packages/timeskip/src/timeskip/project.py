"""What a project tells timeskip about itself, so that its scenarios run on any stack."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

from celery import Celery
from django.conf import settings
from django.utils.module_loading import import_string

from timeskip.moments import Moment
from timeskip.retelling.declared import Retelling
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
    retelling: the books that `manage.py behave --retell` and `--books` compare, and what in them may differ.
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
    retelling: Retelling | None = None
    overrides: Mapping[str, Any] = field(default_factory=dict)
    exploration: str | None = None
    settings: str | None = None
    imports: tuple[str, ...] = ()

    def celery(self) -> Celery:
        """Import the Celery app."""
        return import_string(self.celery_app)


# Where a project is, unless the setting TIMESKIP_PROJECT names another place.
PLACE = "features.project.PROJECT"


def declared_project() -> Project | None:
    """Return the project that the settings are of; None where it declares none."""
    name = getattr(settings, "TIMESKIP_PROJECT", None)
    if name is None and not _exists(PLACE.rpartition(".")[0]):
        return None
    return import_string(name or PLACE)


def _exists(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False
