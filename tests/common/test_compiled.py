"""A statement that is compiled once reads and writes what Django's own would."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from common.compiled import CompiledRows, CompiledUpdate, Parameter, Parameters
from users.models import EmailDelivery, EmailState, User

MOMENT = datetime(2025, 3, 3, 9, tzinfo=UTC)
SINCE = Parameter("since", EmailDelivery.next_attempt_at.field)
PK = Parameter("pk", EmailDelivery.id.field)
COLUMNS = ("pk", "next_attempt_at", "context", "state")
WAITING = EmailDelivery.objects.filter(state=EmailState.QUEUED).order_by("-next_attempt_at")
WAITING_SINCE = CompiledRows(WAITING.filter(next_attempt_at__gte=SINCE).values_list(*COLUMNS))
KEYS = Parameters("keys", EmailDelivery.dedupe_key.field)
WAITING_WITH = CompiledRows(
    WAITING.filter(next_attempt_at__gte=SINCE, dedupe_key__in=KEYS).exclude(subject="100%").values_list("pk")
)
PUT_OFF = CompiledUpdate(
    EmailDelivery.objects.filter(pk=PK, state=EmailState.QUEUED),
    next_attempt_at=SINCE,
    attempts=F("attempts") + 1,
    context=Parameter("context", EmailDelivery.context.field),
)


@pytest.fixture
def emails(db) -> list[EmailDelivery]:
    return [
        EmailDelivery.objects.create(
            address="omar@example.com",
            dedupe_key=str(hours),
            message_id=str(hours),
            context={"owed": "$5.00"},
            next_attempt_at=MOMENT + timedelta(hours=hours),
        )
        for hours in range(3)
    ]


@pytest.mark.parametrize("hours", range(4))
def test_rows_are_those_of_the_queryset(emails, hours):
    since = MOMENT + timedelta(hours=hours)
    expected = WAITING.filter(next_attempt_at__gte=since).values_list(*COLUMNS)
    assert [tuple(row) for row in WAITING_SINCE(since=since)] == list(expected)


def test_an_update_changes_the_rows_that_the_queryset_finds(emails):
    later = MOMENT + timedelta(days=1)
    assert PUT_OFF(pk=emails[1].pk, since=later, context={"owed": "'%s'"}) == 1
    changed = EmailDelivery.objects.get(pk=emails[1].pk)
    assert (changed.next_attempt_at, changed.attempts, changed.context) == (later, 1, {"owed": "'%s'"})
    assert set(EmailDelivery.objects.exclude(pk=changed.pk).values_list("attempts", flat=True)) == {0}


@pytest.mark.parametrize("keys", [["0"], ["0", "1", "2"], ["%s", "'", "1"]])
def test_a_collection_may_have_any_length(emails, keys):
    expected = WAITING.filter(dedupe_key__in=keys).values_list("pk")
    assert [tuple(row) for row in WAITING_WITH(keys=keys, since=MOMENT)] == list(expected)


def test_none_is_null(emails):
    assert PUT_OFF(pk=emails[1].pk, since=MOMENT, context=None) == 1
    assert EmailDelivery.objects.filter(context__isnull=True).get() == emails[1]


def test_texts_are_written_out_so_that_a_partial_index_serves(emails):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        WAITING_SINCE(since=MOMENT)
    assert """"state" = 'queued'""" in queries[0]["sql"]


@pytest.mark.parametrize("name", ["O'Mar", "50 %", "%s", "\\'"])
def test_written_out_texts_are_quoted(db, name):
    user = User.objects.create(name=name, email="omar@example.com", role="admin", password="!")
    assert CompiledRows(User.objects.filter(name=name).values_list("pk"))() == [(user.pk,)]


def test_a_moment_cannot_be_compiled_in(db):
    frozen = CompiledRows(WAITING.filter(next_attempt_at__gte=timezone.now()).values_list("pk"))
    with pytest.raises(TypeError, match="would keep"):
        frozen()


def test_a_value_that_is_missing_is_named(db):
    with pytest.raises(KeyError, match="since"):
        WAITING_SINCE()
