"""A long story keeps the newest of what happens, and a story that says nothing keeps everything."""

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from project.celery import app
from project.notes import tasks as t

from timeskip import Story
from timeskip.latest import Latest


@pytest.mark.parametrize(
    ("most", "kept"),
    [(None, [0, 1, 2, 3, 4, 5, 6]), (3, [4, 5, 6]), (2, [3, 4, 5, 6]), (100, [0, 1, 2, 3, 4, 5, 6])],
)
def test_the_newest_are_kept(most: int | None, kept: list[int]) -> None:
    latest: Latest[int] = Latest(most)
    for number in range(7):
        latest.append(number)
    assert latest == kept


@pytest.mark.django_db
def test_a_story_keeps_the_newest_entries_runs_emails_and_files() -> None:
    with Story(celery_app=app, most_kept=3) as story:
        for number in range(20):
            t.total.delay([number])
            mail.send_mail(f"No. {number}", "", "bob@example.com", ["ann@example.com"])
            default_storage.save("note.txt", ContentFile(b"note"))
            story.settle()
        assert story.tasks.runs()[-1].result == 19
        assert story.mail.delivered[-1].subject == "No. 19"
        for kept in (story.evidence.entries, story.tasks.runs(), story.mail.delivered, story.files.stored):
            assert 3 <= len(kept) <= 6
        assert len(mail.outbox) == 20
