"""The private names of other libraries are where timeskip looks for them."""

import pytest

import timeskip.clocks.freezegun_clock  # noqa: F401 its private names are looked for once it is in use
from timeskip import private_names
from timeskip.private_names import PrivateName, missing


def test_every_private_name_is_there() -> None:
    assert missing() == []


def test_a_name_that_has_moved_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    moved = PrivateName("celery", "celery.app.trace:trace_task_in_its_new_home", "to run a task as a worker does")
    monkeypatch.setattr(private_names, "PRIVATE_NAMES", (moved,))
    (sentence,) = missing()
    assert "has no celery.app.trace:trace_task_in_its_new_home any more" in sentence
    assert "Use an earlier celery or a newer timeskip." in sentence


def test_a_library_that_is_not_installed_is_not_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(private_names, "PRIVATE_NAMES", (PrivateName("no-such-library", "no_such:name", "nothing"),))
    assert missing() == []
