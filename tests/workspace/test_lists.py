"""Every list of the workspace and the admin pages is paged."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib import admin
from django.urls import reverse
from django_celery_results.models import TaskResult

from applications import models
from features.drivers.factories import ApplicationFactory, BorrowerFactory, UserFactory
from tests.rows import row
from tests.workspace.many_rows import LARGEST, MANY, more_of, pages_of
from users.models import EmailDelivery, Notification, User

NOW = datetime(2025, 3, 14, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def reader(rows_of_module) -> User:
    return UserFactory(role="admin", is_staff=True, is_superuser=True)


@pytest.fixture(scope="module")
def book(reader) -> models.BankFile:
    """MANY rows of each kind that some page lists; returns a bank file with faults."""
    loan = ApplicationFactory(borrowers=[BorrowerFactory()], stage="declined")
    more_of(loan, reference=lambda n: f"HL-{n:05}")
    bank_file = models.BankFile.objects.create(name="odd.csv", sha256="0" * 64, more_faults=7)
    more_of(bank_file, sha256=lambda n: f"{n + 1:064}")
    more_of(models.BankFault(bank_file=bank_file, reason="Wrong."), line_number=lambda n: n + 1)
    line = models.BankLine(bank_file=bank_file, value_date=date(2025, 3, 14), amount=1, state="suspense")
    more_of(line, line_number=lambda n: n + 1, identity=lambda n: f"id:{n}")
    news = Notification(user=reader, notification_type="application_status", message="News " * 10)
    more_of(news, sequence=lambda n: n + 1, dedupe_key=lambda n: f"{n}")
    for state in ("queued", "failed"):
        email = EmailDelivery(address="omar@example.com", state=state, next_attempt_at=NOW, subject="News")
        more_of(email, dedupe_key=lambda n, s=state: f"{s}{n}", message_id=lambda n, s=state: f"<{s}{n}@x>")
    failure = '{"exc_type": "OSError", "exc_message": ["full"]}'
    for status, result in (("FAILURE", failure), ("SUCCESS", "{}")):
        ran = TaskResult(task_name="a.b", status=status, result=result)
        more_of(ran, task_id=lambda n, s=status: f"{s}{n}")
    report = row(models.Report)
    more_of(report, first_day=lambda n: report.first_day - timedelta(weeks=n + 1))
    return bank_file


@pytest.fixture
def ada(client, reader, book):
    client.force_login(reader)
    return client


# Where the list is, what its pages are counted by, and what each of its rows shows.
LISTS = [
    ("/pipeline/?stage=declined", "page", r'href="/applications/(HL-\d{5})/"'),
    ("/pipeline/?stage=declined&words=HL-", "page", r'href="/applications/(HL-\d{5})/"'),
    ("/inbox/", "page", r'action="(/inbox/\d+/read/)[?"]'),
    ("/payments/", "page", r'href="(/payments/files/\d+/)"'),
    ("/payments/", "suspense", r'action="(/payments/suspense/\d+/)"'),
    ("/payments/files/{pk}/", "page", r"<tr><td>(\d+)</td><td>Wrong"),
    ("/operations/", "failed", r'action="(/operations/emails/\d+/retry/)" aria-label="Try again|x'),
    ("/operations/", "failures", r"A file could not be read or written\.()"),
    ("/operations/", "outbox", r"<small>to omar@example.com, attempt 1 ()"),
    ("/payments/suspense/", "suspense", r'action="(/payments/suspense/\d+/)"'),
    ("/operations/", "ran", r"<b>Another task</b> <small>[^<]*</small></span> (?:<strong>|\s*</li>)()"),
    ("/reports/", "page", r'href="(/reports/\d+/)"'),
]


@pytest.mark.parametrize(("address", "name", "shown"), LISTS, ids=[f"{one[0]} {one[1]}" for one in LISTS])
def test_paging_of_every_list(ada, book, address, name, shown):
    pages = pages_of(ada, address.format(pk=book.pk), name)
    assert len(pages) > 1
    assert max(len(page.encode()) for page in pages) < LARGEST
    rows = [found for page in pages for found in re.findall(shown, page)]
    assert len(rows) >= MANY
    if all(rows):
        assert len(set(rows)) >= MANY


def test_pages_of_file_errors_count_the_rest(ada, book):
    for page in pages_of(ada, f"/payments/files/{book.pk}/"):
        assert f"The first {MANY} errors are listed; there are 7 more." in page
    assert f"refused: {MANY + 7} errors" in "".join(pages_of(ada, "/payments/"))


def test_admin_lists_are_paged(ada):
    sizes = {}
    for model in admin.site._registry:
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        sizes[model.__name__] = len(ada.get(address).content)
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}
