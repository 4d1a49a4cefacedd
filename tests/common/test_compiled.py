"""A statement that is compiled once reads and writes what Django's own would."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import F, Prefetch
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from common.compiled import CompiledModels, CompiledRows, CompiledUpdate, Parameter, Parameters
from users.models import EmailDelivery, EmailState, Notification, User
from users.preferences import Event

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

TOLD = Prefetch("notifications", Notification.objects.select_related("user").only("message", "user__name"))
PEOPLE = User.objects.order_by("-name").prefetch_related(TOLD, Prefetch("digests", to_attr="digested"))
PEOPLE_NAMED = CompiledModels(PEOPLE.filter(name__in=Parameters("names", User.name.field)))
FIRST_NOT_NAMED = CompiledModels(PEOPLE.exclude(name=Parameter("name", User.name.field))[:1])


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


@pytest.fixture
def people(db) -> list[User]:
    people = []
    for name in ("Ada", "Ben", "Cleo"):
        people.append(User.objects.create(name=name, email=f"{name}@example.com", role="admin", password="!"))
        told = {"notification_type": Event.DELIVERY_FAILED, "sequence": 1, "dedupe_key": "hello"}
        Notification.objects.create(user=people[-1], message=f"Hello {name}", **told)
    return people


@pytest.mark.parametrize("names", [["Ada"], ["Ada", "Cleo"], ["Ada", "Ben", "Cleo", "Dan"]])
def test_models_are_those_of_the_queryset(people, names, django_assert_num_queries):
    with django_assert_num_queries(3):
        found = PEOPLE_NAMED(names=names)
        told = [[(one.message, one.user.name) for one in user.notifications.all()] for user in found]
    assert found == list(PEOPLE.filter(name__in=names))
    assert [user.email for user in found] == [f"{user.name}@example.com" for user in found]
    assert told == [[(f"Hello {user.name}", user.name)] for user in found]


def test_models_of_one_call_are_not_those_of_another(people):
    _, ben, cleo = people
    assert (FIRST_NOT_NAMED(name="Cleo"), FIRST_NOT_NAMED(name="Ada")) == ([ben], [cleo])
    User.objects.filter(name="Cleo").update(email="new@example.com")
    assert FIRST_NOT_NAMED(name="Ada")[0].email == "new@example.com"


def test_a_moment_cannot_be_kept_in_what_is_prefetched(db):
    told = Prefetch("notifications", Notification.objects.filter(created_at__lte=timezone.now()))
    with pytest.raises(TypeError, match="would keep"):
        CompiledModels(User.objects.prefetch_related(told))()
