"""A query that is compiled once finds and changes what Django's own does, whatever the values."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from applications.models import Repayment
from common.compiled import LONGEST, CompiledOnce
from features.drivers import factories
from users.models import EmailDelivery, EmailState

pytestmark = pytest.mark.django_db

NOW = datetime(2025, 3, 3, 9, tzinfo=UTC)
KEYS = ["news", "stand-in 10000", "%s", "'; --", ""]
SEED = 20250303


def due(*, keys: list[str], state: EmailState, attempts: int, now: datetime) -> QuerySet[EmailDelivery]:
    late = Q(expires_at=None) | Q(expires_at__gt=now)
    found = EmailDelivery.objects.filter(late, dedupe_key__in=keys, state=state)
    return found.filter(attempts__lte=attempts, next_attempt_at__lte=now).order_by("-attempts", "pk")


@pytest.fixture
def emails() -> list[EmailDelivery]:
    chance = Random(SEED)  # noqa: S311
    return EmailDelivery.objects.bulk_create(
        EmailDelivery(
            address=f"{number}@example.com",
            subject="News",
            template="news",
            dedupe_key=chance.choice(KEYS),
            message_id=f"<{number}@example.com>",
            state=chance.choice(list(EmailState)),
            attempts=chance.choice([0, 1, 10_000, 10_001, 20_000, 32_767]),
            next_attempt_at=NOW + timedelta(days=chance.randrange(-3, 3)),
            expires_at=chance.choice([None, NOW, NOW + timedelta(days=1)]),
        )
        for number in range(100)
    )


def any_values() -> list[dict[str, Any]]:
    chance = Random(SEED)  # noqa: S311
    return [
        {
            "keys": chance.sample(KEYS, chance.randrange(len(KEYS))),
            "state": chance.choice(list(EmailState)),
            "attempts": chance.choice([0, 1, 10_001, 32_767]),
            "now": NOW + timedelta(days=chance.randrange(-3, 3)),
        }
        for _ in range(300)
    ]


VALUES = any_values()


@pytest.mark.usefixtures("emails")
@pytest.mark.parametrize(
    "shown",
    [
        lambda rows: rows,
        lambda rows: rows.values_list("state", "pk", "context"),
        lambda rows: rows.values_list("pk", flat=True)[:3],
        lambda rows: rows.annotate(again=F("attempts") + 1).values("again", "next_attempt_at"),
        lambda rows: rows.select_related("notification__user").only("address", "notification__user__name"),
    ],
    ids=["models", "tuples", "slice", "dictionaries", "related"],
)
def test_rows_are_those_that_django_finds(shown: Callable[[QuerySet], QuerySet]):
    query = CompiledOnce(lambda **values: shown(due(**values)))
    found = [query.rows(**values) for values in VALUES]
    assert found == [list(shown(due(**values))) for values in VALUES]
    assert any(found)


@pytest.mark.parametrize("context", [{"amount": "5.00"}, None])
def test_an_update_changes_what_djangos_does(emails: list[EmailDelivery], context: dict | None):
    query = CompiledOnce(due)

    def changed_by(update: Callable[[dict, dict], int]) -> tuple[list[int], list[tuple]]:
        with transaction.atomic():
            counts = [
                update({"attempts": number, "context": context, "sent_at": values["now"]}, values)
                for number, values in enumerate(VALUES)
            ]
            rows = list(
                EmailDelivery.objects.order_by("pk").values_list("pk", "attempts", "context", "sent_at")
            )
            transaction.set_rollback(True)
        return counts, rows

    ours = changed_by(lambda fields, values: query.update(fields, **values))
    assert ours == changed_by(lambda fields, values: due(**values).update(**fields))
    assert any(ours[0])


def test_days_and_prefetched_rows():
    for number in range(1, 6):
        repayment = factories.RepaymentFactory(due_date=NOW.date() + timedelta(days=number))
        repayment.application.borrowers.add(factories.BorrowerFactory())

    def unpaid(*, by, unless):
        owing = Repayment.objects.filter(due_date__lte=by).exclude(pk__in=unless)
        return owing.prefetch_related("application__borrowers").order_by("pk")

    def names(rows):
        return [(row.pk, [one.name for one in row.application.borrowers.all()]) for row in rows]

    query, first = CompiledOnce(unpaid), set(Repayment.objects.values_list("pk", flat=True)[:2])
    for number in range(7):
        day = NOW.date() + timedelta(days=number)
        assert names(query.rows(by=day, unless=first)) == names(unpaid(by=day, unless=first))


@pytest.mark.usefixtures("emails")
def test_a_query_is_compiled_once(monkeypatch: pytest.MonkeyPatch):
    query = CompiledOnce(due)
    values = {"keys": ["news"], "state": EmailState.QUEUED, "attempts": 40_000, "now": NOW}
    query.rows(**values)
    monkeypatch.setattr(SQLCompiler, "as_sql", lambda *args, **kwargs: pytest.fail("compiled again"))
    query.rows(**values | {"keys": ["%s"], "attempts": 1, "now": NOW + timedelta(days=1)})


@pytest.mark.usefixtures("emails")
def test_an_empty_and_a_very_long_list():
    query = CompiledOnce(lambda *, pks: EmailDelivery.objects.filter(pk__in=pks))
    assert query.rows(pks=[]) == []
    assert query.rows(pks=[0] * LONGEST + list(EmailDelivery.objects.values_list("pk", flat=True))) == list(
        EmailDelivery.objects.all()
    )


@pytest.mark.parametrize(
    "build",
    [
        lambda *, day: EmailDelivery.objects.filter(next_attempt_at__lte=day + timedelta(days=1)),
        lambda *, day: EmailDelivery.objects.filter(state=EmailState.QUEUED),
        lambda *, day: EmailDelivery.objects.filter(next_attempt_at__year=day.year, next_attempt_at__lte=day),
    ],
    ids=["calculates", "leaves out", "both"],
)
def test_a_query_that_does_not_hand_on_a_value_is_refused(build: Callable[..., QuerySet]):
    with pytest.raises(TypeError, match="calculates with a value, or leaves one out"):
        CompiledOnce(build).rows(day=NOW)


def test_a_failed_update_spoils_its_transaction_as_djangos_does(emails: list[EmailDelivery]):
    query = CompiledOnce(lambda *, pk: EmailDelivery.objects.filter(pk=pk))
    with transaction.atomic():
        with pytest.raises(IntegrityError):
            query.update({"state": "lost"}, pk=emails[0].pk)
        with pytest.raises(transaction.TransactionManagementError):
            EmailDelivery.objects.exists()
        transaction.set_rollback(True)
