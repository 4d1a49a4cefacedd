"""Failed tasks that are run again, or cannot be."""

import json

import pytest
from celery import current_app
from django.test import Client
from django_celery_results.models import TaskResult
from kombu.exceptions import OperationalError

from applications.models import BankFile
from features.drivers.factories import ApplicationFactory, UserFactory
from workspace.run_again import NotRunAgain, run_again, run_all_again
from workspace.runs import failures_by_kind, in_words, runs
from workspace.task_subjects import Subject

pytestmark = pytest.mark.django_db
DOCUMENT = "applications.tasks.generate_document"
KEPT = "\"(7, 'contract', 3)\""
MARCH = Subject("march.csv", "/payments/files/7/")
NOT_KEPT = "What the task was asked to do was not kept."


def failed(
    task_id: str = "1", task_name: str = DOCUMENT, args: str | None = KEPT, kwargs: str | None = '"{}"'
):
    return TaskResult.objects.create(
        task_id=task_id,
        task_name=task_name,
        task_args=args,
        task_kwargs=kwargs,
        status="FAILURE",
        result=json.dumps({"exc_type": "OSError", "exc_message": [28, "No space left on device"]}),
    )


@pytest.fixture
def queued(monkeypatch):
    """What was queued."""
    asked = []
    current_app.loader.import_default_modules()
    monkeypatch.setattr(
        current_app.tasks[DOCUMENT], "apply_async", lambda *given, **options: asked.append((given, options))
    )
    return asked


@pytest.mark.parametrize(
    ("args", "kwargs", "meant"),
    [
        (KEPT, '"{}"', ([7, "contract", 3], {})),
        ("[7]", '{"kind": "contract"}', ([7], {"kind": "contract"})),
    ],
)
def test_a_task_is_queued_with_what_it_was_asked(queued, args, kwargs, meant):
    run = failed(args=args, kwargs=kwargs)
    assert run_again(run_id=run.pk) == "Document"
    assert queued == [(meant, {"task_id": "1", "ignore_result": False})]


def test_a_task_is_queued_again_once(queued):
    run = failed()
    run_again(run_id=run.pk)
    with pytest.raises(NotRunAgain, match="run again meanwhile"):
        run_again(run_id=run.pk)
    assert len(queued) == 1
    (shown,) = in_words(runs())
    assert (shown.failed, shown.result) == (False, "queued again")


def test_of_two_who_ask_at_once_one_queues_it(queued, monkeypatch):
    run = failed()

    def meanwhile(found):
        TaskResult.objects.filter(pk=found.pk).update(status="PENDING")
        return ""

    monkeypatch.setattr("workspace.run_again.why_not_again", meanwhile)
    run_again(run_id=run.pk)
    assert queued == []


@pytest.mark.parametrize(
    ("args", "kwargs"),
    [
        (None, None),
        ('"(1, 2, ...)"', '"{}"'),
        ('"(<object>,)"', '"{}"'),
        ("7", "{}"),
        ("x", "{}"),
        ("[]", "[]"),
    ],
)
def test_a_task_whose_arguments_were_not_kept_is_not_run_again(queued, args, kwargs):
    run = failed(args=args, kwargs=kwargs)
    (shown,) = in_words(runs())
    assert shown.not_again == NOT_KEPT
    with pytest.raises(NotRunAgain, match=NOT_KEPT):
        run_again(run_id=run.pk)
    assert queued == []


@pytest.mark.parametrize(
    ("task", "why"),
    [
        ("users.tasks.write_password_reset", "The link would have expired."),
        ("old.tasks.gone", "There is no longer such a task."),
    ],
)
def test_some_tasks_are_not_run_again(task, why):
    with pytest.raises(NotRunAgain, match=why):
        run_again(run_id=failed(task_name=task).pk)
    with pytest.raises(NotRunAgain, match="No failed task of this kind"):
        run_all_again(task_name=task)


def test_all_of_a_kind_are_run_again_but_for_those_that_cannot_be(queued):
    for number in range(3):
        failed(str(number))
    failed("cut", args='"(1, ...)"')
    assert failures_by_kind() == [(DOCUMENT, "Document", 4)]
    assert run_all_again(task_name=DOCUMENT) == 3
    assert [options["task_id"] for _, options in queued] == ["0", "1", "2"]


def test_a_task_that_cannot_be_queued_is_still_failed(monkeypatch):
    def down(*args, **options):
        raise OperationalError

    monkeypatch.setattr(current_app.tasks[DOCUMENT], "apply_async", down)
    run = failed()
    with pytest.raises(NotRunAgain, match="task queue could not be reached"):
        run_again(run_id=run.pk)
    run.refresh_from_db()
    assert run.status == "FAILURE"


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_process_that_dies_while_it_queues_a_task_leaves_it_failed(queued, monkeypatch, when):
    task = current_app.tasks[DOCUMENT]
    queue = task.apply_async

    def killed(*arguments, **options):
        if when == "after":
            queue(*arguments, **options)
        raise SystemExit

    monkeypatch.setattr(task, "apply_async", killed)
    run = failed()
    with pytest.raises(SystemExit):
        run_again(run_id=run.pk)
    run.refresh_from_db()
    assert run.status == "FAILURE"
    monkeypatch.setattr(task, "apply_async", queue)
    run_again(run_id=run.pk)
    # A task that is queued twice does its work once.
    assert len(queued) == {"before": 1, "after": 2}[when]


@pytest.mark.parametrize("role", ["bdm", "broker", "borrower"])
def test_only_admins_run_tasks_again(role):
    client, run = Client(), failed()
    client.force_login(UserFactory(role=role))
    for address in (f"/operations/tasks/{run.pk}/again/", "/operations/tasks/again/"):
        assert client.post(address, {"task": DOCUMENT}).status_code == 404
    run.refresh_from_db()
    assert run.status == "FAILURE"


def test_a_link_runs_nothing():
    client, run = Client(), failed()
    client.force_login(UserFactory(role="admin"))
    assert client.get(f"/operations/tasks/{run.pk}/again/").status_code == 405
    assert "Run again: Document" in client.get("/operations/").text


class TestSubjects:
    """A failed task names what it is about, and links to its page."""

    @pytest.mark.parametrize(
        ("task_name", "args", "kwargs", "subject"),
        [
            ("import_payments", '"(7,)"', '"{}"', MARCH),
            ("import_payments", '"()"', "\"{'bank_file_id': 7}\"", MARCH),
            ("generate_document", KEPT, '"{}"', Subject("HL-OMAR", "/applications/HL-OMAR/")),
            ("build_repayment_schedule", '"(8,)"', '"{}"', None),
            ("import_payments", '"(1, ...)"', '"{}"', None),
            ("age_arrears", '"(7,)"', '"{}"', None),
        ],
    )
    def test_subject_of_a_failed_task(self, task_name, args, kwargs, subject):
        BankFile.objects.create(pk=7, name="march.csv", sha256="0" * 64)
        ApplicationFactory(pk=7, reference="HL-OMAR")
        failed(task_name=f"applications.tasks.{task_name}", args=args, kwargs=kwargs)
        (run,) = in_words(runs())
        assert run.subject == subject

    def test_queries_do_not_grow_with_the_failures(self, django_assert_num_queries):
        for number in range(1, 6):
            BankFile.objects.create(pk=number, name=f"{number}.csv", sha256=f"{number:064}")
            failed(f"file {number}", "applications.tasks.import_payments", f'"({number},)"')
            ApplicationFactory(pk=number)
            failed(f"loan {number}", args=f'"({number}, 1, 1)"')
        with django_assert_num_queries(3):
            assert all(run.subject for run in in_words(runs()))
