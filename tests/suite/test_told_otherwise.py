"""Each way of telling a story otherwise finds a slip that the plain story hides, and nothing without one."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import transaction

from applications import tasks
from applications.models import Repayment, Report
from applications.services import reminders, reports
from features.drivers.world import World
from features.ledger import NEW_EACH_TIME
from features.project import skip_empty_sweeps
from features.retelling import RETELLING
from tests.suite.behave_run import ROOT
from timeskip.retelling.differences import Outcome, differences
from timeskip.retelling.table import as_markdown
from timeskip.retelling.ways import WAYS, Facts, Sampling, plainly
from timeskip.stacks.embedded import Embedded
from users import delivery

Tell = Callable[[World], None]


def a_loan(world: World) -> None:
    world.people.broker("Bella", "Ben")
    world.people.admin("Ada")
    world.applications.applies("Omar", Decimal("250000.00"), "Bella")


def a_reminder(world: World) -> None:
    """Omar is reminded three days after his repayment fell due."""
    world.story.starts_at("2025-03-16T12:00")
    a_loan(world)
    world.repayments.add("Omar", Decimal("1250.00"), date(2025, 3, 14))
    world.story.advance_to("2025-03-17T12:00")


def an_outage(world: World) -> None:
    """Beat is down over two Mondays, so that on the third three weekly reports are produced."""
    world.story.starts_at("2025-03-10T12:00")
    a_loan(world)
    world.story.advance_to("2025-03-17T12:00")
    world.story.beat.stop()
    world.story.advance_to("2025-04-06T12:00")
    world.story.beat.resume(remembers=False)
    world.story.advance_to("2025-04-07T12:00")


def a_fortnight(world: World) -> None:
    """Omar owes a repayment, and days pass."""
    a_reminder(world)
    world.story.advance_to("2025-03-20T12:00")


def forgets_whom_it_told() -> Any:
    """Reminders are chosen, written and told as if none had been sent."""
    everyone = lambda today: list(Repayment.objects.values_list("pk", flat=True))  # noqa: E731
    return (
        patch.object(tasks, "repayments_to_remind_of", everyone),
        patch.object(reminders, "rungs_dealt_with", lambda ids: defaultdict(set)),
        patch.object(reminders, "_key_of", lambda repayment_id, days: f"reminder:{uuid4()}"),
    )


def claims_what_is_claimed() -> Any:
    def claim(email: delivery.EmailDelivery) -> bool:
        email.attempts += 1
        rows = delivery.EmailDelivery.objects.filter(pk=email.pk)
        return bool(rows.update(state="sending", attempts=email.attempts))

    return [patch.object(delivery, "_claim", claim)]


def reminds_without_a_transaction() -> Any:
    return [patch.object(tasks, "reminders_send", reminders.reminders_send.__wrapped__)]


def wants_no_older_week() -> Any:
    produce = reports.reports_produce

    def produce_unless_newer(*, first_day: date, **order: Any) -> list[int]:
        is_old = Report.objects.filter(first_day__gt=first_day).exists()
        return [] if is_old else produce(first_day=first_day, **order)

    return [patch.object(tasks, "reports_produce", produce_unless_newer)]


def ages_today_alone() -> Any:
    return [patch.object(tasks, "days_to_age", lambda today: [today])]


CASES = {
    "delivered-twice": (a_reminder, forgets_whom_it_told, "notifications: added: user=Omar"),
    "two-beats": (a_reminder, forgets_whom_it_told, "notifications: added: user=Omar"),
    "worker-dies": (a_reminder, reminds_without_a_transaction, "notifications: missing: user=Omar"),
    "rival": (a_reminder, claims_what_is_claimed, "times is 2, plainly 1"),
    "other-order": (an_outage, wants_no_older_week, "reports: missing: kind=weekly_pipeline"),
    "beat-down": (
        a_fortnight,
        ages_today_alone,
        "arrears snapshots: missing: application=",
    ),
}


def told(stack: Embedded, begin: Callable[[Any], Any], tell: Tell, way: str) -> tuple[Outcome, Any]:
    """Tell a story, let what was interrupted be taken up again, and undo everything."""
    with transaction.atomic():
        with stack.story() as story, begin(story) as facts:
            skip_empty_sweeps(story)
            world = World(story)
            tell(world)
            counted: Facts | None = facts and facts()
            story.check()
            story.advance_to(story.now + RETELLING.aftermath + WAYS[way].aftermath)
            books = RETELLING.books(story)
            world.close()
        transaction.set_rollback(True)
    return Outcome(books), counted


def found(stack: Embedded, way: str, tell: Tell, *, points: int | None) -> Iterator[str]:
    """How the books differ when a story is told in every variation of a way."""
    plain, facts = told(stack, plainly, tell, way)
    variations = WAYS[way].variations(facts, Sampling(points=points))
    assert variations, "the story has nothing that could be told otherwise"
    allowed = [one for one in RETELLING.may_differ if one.concerns(way, "")]
    for variation in variations:
        yield from differences(plain, told(stack, variation.begin, tell, way)[0], allowed)[0]


@pytest.mark.django_db
@pytest.mark.parametrize("way", CASES)
def test_a_way_finds_a_slip(stack, way):
    tell, slip, difference = CASES[way]
    lines = []
    with ExitStack() as patches:
        for one in slip():
            patches.enter_context(one)
        for line in found(stack, way, tell, points=None):
            lines.append(line)
            if difference in line:
                return
    raise AssertionError(f"The way {way} has found something else: {lines}")


@pytest.mark.django_db
@pytest.mark.parametrize("way", CASES)
def test_without_the_slip_a_way_finds_nothing(stack, way):
    assert list(found(stack, way, CASES[way][0], points=2)) == []


def test_every_way_has_a_slip():
    assert set(CASES) == set(WAYS)


def test_what_may_differ_is_written_down():
    assert (ROOT / "docs" / "told_otherwise.md").read_text() == as_markdown(RETELLING)


@pytest.mark.parametrize("label", NEW_EACH_TIME)
def test_what_is_not_compared_is_a_column(label):
    columns = {column.name for column in apps.get_model(label)._meta.concrete_fields}
    assert set(NEW_EACH_TIME[label]) <= columns
