"""Transactions are the project's own, inside the test's."""

import threading
from unittest.mock import patch

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from project.notes import tasks as t
from project.notes.models import Name, Note

from timeskip import CheckFailed, Story


def test_callbacks_run_in_order_when_the_outermost_block_ends(story: Story) -> None:
    called: list = []
    with transaction.atomic():
        transaction.on_commit(lambda: called.append(1))
        with pytest.raises(ValueError, match="undone"), transaction.atomic():
            transaction.on_commit(lambda: called.append("never"))
            raise ValueError("undone")
        transaction.on_commit(lambda: called.append(2))
        assert called == []
    assert called == [1, 2]
    transaction.on_commit(lambda: called.append(3))
    assert called == [1, 2, 3]


def test_a_callback_may_register_another(story: Story) -> None:
    called: list = []
    with transaction.atomic():
        transaction.on_commit(lambda: transaction.on_commit(lambda: called.append("inner")))
        transaction.on_commit(lambda: called.append("outer"))
    assert called == ["inner", "outer"]


def test_an_error_in_a_callback_drops_those_behind_it(story: Story) -> None:
    called: list = []
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        transaction.on_commit(lambda: 1 / 0)
        transaction.on_commit(lambda: called.append("dropped"))
    transaction.on_commit(lambda: called.append("next"))
    assert called == ["next"]


def test_a_robust_callback_that_fails_has_to_be_claimed(story: Story) -> None:
    with transaction.atomic():
        transaction.on_commit(lambda: 1 / 0, robust=True)
    with pytest.raises(CheckFailed, match="on_commit callback failed"):
        story.check()
    assert isinstance(story.transactions.claim_failure(), ZeroDivisionError)


@pytest.mark.django_db(databases=["default", "other"])
def test_two_databases(story: Story) -> None:
    called: list = []
    with transaction.atomic(using="other"):
        Note.objects.using("other").create(text="x")
        transaction.on_commit(lambda: called.append("other"), using="other")
        transaction.on_commit(lambda: called.append("default"))
        assert called == ["default"]
    assert called == ["default", "other"]
    assert Note.objects.using("other").count() == 1


def test_callbacks_from_before_the_story_are_not_its_own(db: None, clock: str) -> None:
    called: list = []
    transaction.on_commit(lambda: called.append("before"))
    with Story(clock=clock), transaction.atomic():
        Note.objects.create(text="x")
    assert called == []
    assert len(connection.run_on_commit) == 1


def test_an_error_outside_any_transaction_breaks_nothing(story: Story) -> None:
    t.writes_the_same_name_twice.delay()
    story.settle()
    assert [run.state for run in story.tasks.runs()] == ["SUCCESS"]
    assert (Note.objects.count(), Name.objects.count()) == (1, 1)


def test_an_error_of_plain_sql_breaks_nothing(story: Story) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO notes_name (name, claimed) VALUES ('a', false)")
        with pytest.raises(DatabaseError):
            cursor.execute("INSERT INTO notes_name (name, claimed) VALUES ('a', false)")
        with pytest.raises(DatabaseError):
            cursor.execute("SELECT nothing FROM nowhere")
    assert Name.objects.count() == 1


def test_a_bulk_insert_is_undone_whole(story: Story) -> None:
    Name.objects.create(name="a")
    with pytest.raises(IntegrityError):
        Name.objects.bulk_create([Name(name="b"), Name(name="a")])
    assert Name.objects.count() == 1


def test_an_outermost_block_without_savepoint_is_undone_whole(story: Story) -> None:
    with pytest.raises(ValueError, match="undone"), transaction.atomic(savepoint=False):
        Note.objects.create(text="x")
        raise ValueError("undone")
    assert Note.objects.count() == 0


def test_an_inner_block_without_savepoint_spoils_the_outer_one_as_ever(story: Story) -> None:
    with pytest.raises(transaction.TransactionManagementError), transaction.atomic():
        with pytest.raises(ValueError, match="spoilt"), transaction.atomic(savepoint=False):
            raise ValueError("spoilt")
        Note.objects.count()


def test_get_or_create_and_update_or_create(story: Story) -> None:
    assert Name.objects.get_or_create(name="a")[1] is True
    assert Name.objects.get_or_create(name="a")[1] is False
    assert Name.objects.update_or_create(name="a")[1] is False


def test_durable_blocks(story: Story) -> None:
    with transaction.atomic(durable=True):
        Note.objects.create(text="x")
    with pytest.raises(RuntimeError), transaction.atomic(), transaction.atomic(durable=True):
        pass


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite ignores select_for_update")
def test_rows_cannot_be_locked_outside_a_transaction(story: Story) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        list(Note.objects.select_for_update())
    with transaction.atomic():
        list(Note.objects.select_for_update())


def test_autocommit_is_on_outside_a_transaction(story: Story) -> None:
    assert transaction.get_autocommit() is True
    with transaction.atomic():
        assert transaction.get_autocommit() is False


def test_two_threads_that_wait_for_each_other_are_told_so(story: Story) -> None:
    found: list = []

    def count() -> None:
        try:
            Note.objects.count()
        except CheckFailed as error:
            found.append(str(error))

    with patch("timeskip.turns.PATIENCE", 0.05), transaction.atomic():
        thread = threading.Thread(target=count)
        thread.start()
        thread.join()
    assert "In a story all threads share one connection" in found[0]


def test_a_thread_does_not_fetch_while_another_has_a_transaction(story: Story) -> None:
    found: list = []
    cursor = connection.cursor()
    cursor.execute("SELECT 1")

    def fetch() -> None:
        try:
            found.append(cursor.fetchone())
        except CheckFailed as error:
            found.append(type(error))

    with patch("timeskip.turns.PATIENCE", 0.05), transaction.atomic():
        thread = threading.Thread(target=fetch)
        thread.start()
        thread.join()
    assert found == [CheckFailed]


def test_everything_is_undone_after_the_test(story: Story) -> None:
    assert Note.objects.count() == 0
    Note.objects.create(text="left behind by nobody")


@pytest.mark.django_db(transaction=True)
def test_a_transaction_test_case_commits_for_real(clock: str) -> None:
    called: list = []
    with Story(clock=clock) as story:
        t.note.delay("x")
        story.settle()
        with transaction.atomic():
            transaction.on_commit(lambda: called.append("committed"))
        assert not connection.in_atomic_block
    assert (called, Note.objects.count()) == (["committed"], 1)
