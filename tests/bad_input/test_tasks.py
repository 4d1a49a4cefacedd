"""Every background task with invalid arguments: it raises an error and changes nothing."""

import pytest
from celery import states
from django.db import transaction

from common.refusals import Refusal
from crm_backend.celery import app
from timeskip import Story
from users.models import EmailDelivery, Notification

app.loader.import_default_modules()
BAD = [
    *(0, -1, 10**9, 2**63, 2**70, 1.5, True, None, "", "seven", "1; DROP TABLE users_user", "\0", "é" * 300),
    *([], [None], ["x"], [2**70], {}, {"id": 1}),
]
GOOD_ENOUGH = {"status": "approved", "kind": "application_form", "day": "2025-03-14", "rhythm": "daily"}
TAKES = {
    name: list(task.__header__.__code__.co_varnames[: task.__header__.__code__.co_argcount])
    for name, task in app.tasks.items()
    if name.startswith(("applications.", "users."))
}
WITH_ARGUMENTS = {name: takes for name, takes in TAKES.items() if takes}
# What a task may answer to arguments that are not what it takes.
CLEAR = (Refusal, TypeError, ValueError, OverflowError)


@pytest.fixture(autouse=True)
def _no_record(monkeypatch):
    """A worker records a failure when the transaction that failed is over; here there is but the one."""
    for name in TAKES:
        monkeypatch.setattr(app.tasks[name], "store_errors_even_if_ignored", False)


@pytest.fixture
def story_options() -> dict:
    return {"celery_app": app, "checks": False}


def run(story: Story, name: str, *args: object) -> tuple[str, object]:
    """Run a task with all that it asks for; returns what became of it, or the refusal to ask for it."""
    before = len(story.tasks.runs())
    try:
        app.tasks[name].apply_async(args)
    except TypeError as error:
        return states.REJECTED, error
    story.settle()
    first = story.tasks.runs()[before]
    return first.state, first.result


def test_every_task_is_covered():
    assert len(TAKES) > 15
    assert "users.tasks.deliver_emails" in WITH_ARGUMENTS


@pytest.mark.django_db
@pytest.mark.parametrize("name", WITH_ARGUMENTS)
@pytest.mark.parametrize("bad", BAD, ids=lambda bad: repr(bad)[:20])
def test_each_argument_invalid_in_turn(name, bad, story):
    for wrong in WITH_ARGUMENTS[name]:
        arguments = [bad if one == wrong else GOOD_ENOUGH.get(one, 0) for one in WITH_ARGUMENTS[name]]
        # As in a worker: what fails in the middle of a transaction takes all of it back.
        with transaction.atomic():
            state, result = run(story, name, *arguments)
        assert not Notification.objects.exists()
        assert not EmailDelivery.objects.exists()
        if state != states.SUCCESS:
            assert isinstance(result, CLEAR), (wrong, result)
            assert str(result), (wrong, type(result))
        else:
            # Nothing was found, and so nothing was done.
            assert not any(result.values()), (wrong, result)


@pytest.mark.django_db
@pytest.mark.parametrize("name", WITH_ARGUMENTS)
def test_missing_or_extra_arguments(name, story):
    for arguments in ((), (0,) * 9):
        state, error = run(story, name, *arguments)
        assert state == states.REJECTED
        assert "argument" in str(error)
