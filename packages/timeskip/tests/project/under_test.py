"""What the test project tells timeskip about itself."""

from typing import Any

from timeskip.project import Project
from timeskip.retelling import Books, MayDiffer, NotRetold, Retelling


def books(story: Any) -> Books:
    from project.notes.models import Name, Note

    return {
        "notes": [{"text": note.text} for note in Note.objects.all()],
        "names": [{"name": name.name, "claimed": name.claimed} for name in Name.objects.all()],
    }


PROJECT = Project(
    celery_app="project.celery.app",
    settings="project.real_settings",
    retelling=Retelling(
        books=books,
        may_differ=(
            MayDiffer(
                ways=("delivered-*",), tables=("notes",), adds=True, scenario="Diary", reason="A diary may stutter."
            ),
        ),
        not_retold=(NotRetold(step="fails on purpose", reason="It is about a failure."),),
    ),
)
