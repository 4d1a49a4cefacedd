"""Each invariant notices books that a bug would leave behind: wrong rows, or work that was not done."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from unittest.mock import patch

import pytest
from django.test import override_settings
from django.utils import timezone

from applications import models as loans
from features.drivers.world import World
from features.invariants.books import TABLES, Step
from features.invariants.invariant import INVARIANTS, Invariant
from features.invariants.watcher import BreachError, Watcher
from features.project import PROJECT
from timeskip.stacks.embedded import Embedded
from users import models as users
from users import slots, turns

DUE = date(2025, 3, 14)
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def stack():
    # What the project prepares is for a process that tells stories and does nothing else.
    as_before = (
        patch.object(turns, "REST", turns.REST),
        patch.multiple(slots, RENEWAL=slots.RENEWAL, LEASE=slots.LEASE),
    )
    with override_settings(**PROJECT.overrides), as_before[0], as_before[1]:
        stack = Embedded.of(PROJECT)
        yield stack
        stack.close()


@pytest.fixture
def world(stack, db):
    """Omar's loan, three days overdue: he was reminded, has paid a part, and Ben has a tab open."""
    with stack.story() as story:
        story.starts_at("2025-03-14T12:00")
        world = World(story)
        world.people.broker("Bella", "Ben")
        world.people.admin("Ada")
        world.applications.applies("Omar", Decimal("250000.00"), "Bella")
        world.applications.applies("Nora", Decimal("250000.00"), "Bella")
        world.repayments.add("Omar", Decimal("1250.00"), DUE)
        world.repayments.add("Omar", Decimal("1250.00"), DUE + 7 * DAY)
        world.watcher = Watcher(world)
        story.advance_to("2025-03-17T12:00")
        world.tabs.open("Ben")
        world.payments.pay_today("Omar", Decimal("1000.00"))
        world.watcher.check()
        yield world
        world.close()


def omar(world: World) -> loans.Application:
    return world.applications.of("Omar")


def tells(**fields: Any) -> Callable[[World], None]:
    """Ben is told something behind the CRM's back."""

    def tell(world: World) -> None:
        ben = world.people.person("Ben").user
        last = ben.notifications.count() + 1
        users.Notification.objects.create(
            **{
                "user": ben,
                "notification_type": "application_status",
                "message": "Something",
                "sequence": last,
                "dedupe_key": f"bug:{last}",
                **fields,
            }
        )
        users.Inbox.objects.update_or_create(user=ben, defaults={"last_sequence": last})

    return tell


def changes(rows: Any, **fields: Any) -> Callable[[World], None]:
    """A bug writes these fields of every row."""
    return lambda world: rows.update(**fields)


def passes_without(entry: str, until: str) -> Callable[[World], None]:
    """Time passes, and the scheduler forgets an entry."""

    def passes(world: World) -> None:
        world.story.beat.skip_unless(entry, lambda: False)
        world.story.advance_to(until)

    return passes


def in_all(*acts: Callable[[World], Any]) -> Callable[[World], None]:
    return lambda world: [act(world) for act in acts] and None


def moves(stage: str, to: str) -> Callable[[World], None]:
    return lambda world: loans.StageEvent.objects.create(
        application=world.applications.of("Nora"),
        from_stage=stage,
        to_stage=to,
        by=world.people.person("Ada").user,
    )


def reminds(due: date, rung: int, state: str = "sent") -> Callable[[World], None]:
    return lambda world: loans.Reminder.objects.create(
        repayment=omar(world).repayments.get(due_date=due), rung=rung, state=state
    )


def pauses(world: World) -> None:
    loans.HardshipPause.objects.create(
        application=omar(world),
        from_day=DUE,
        to_day=DUE + 30 * DAY,
        reason="Lost a job",
        author=world.people.person("Ada").user,
    )
    world.watcher.check()


def pays(world: World) -> None:
    world.payments.pay_today("Omar", Decimal("250.00"))
    world.watcher.check()


def borrows_with_a_schedule(world: World) -> None:
    nora = world.applications.of("Nora")
    loans.StageEvent.objects.create(
        application=nora, from_stage="settlement", to_stage="funded", by=world.people.person("Ada").user
    )
    loans.Application.objects.filter(pk=nora.pk).update(
        stage="funded", funding_date=DUE, amount=Decimal("1000.00")
    )


def schedule(*repayments: tuple[int, str, date]) -> Callable[[World], None]:
    def build(world: World) -> None:
        borrows_with_a_schedule(world)
        for number, principal, due in repayments:
            loans.Repayment.objects.create(
                application=world.applications.of("Nora"),
                number=number,
                principal=Decimal(principal),
                interest=0,
                due_date=due,
            )

    return build


def weekly_report(closing: int) -> Callable[[World], None]:
    count = {"opening": {"count": 3}, "in": {"count": 1}, "out": {"count": 2}, "closing": {"count": closing}}
    return lambda world: loans.Report.objects.create(
        kind="weekly_pipeline",
        first_day=DUE,
        last_day=DUE + 6 * DAY,
        figures={"stages": [{"stage": "inquiry", **count}]},
        cutoff=timezone.now(),
    )


def shows_anothers(world: World) -> None:
    told = world.people.person("Omar").user.notifications.first()
    frame = {"type": "notification", "notification": {"id": told.pk, "sequence": 1, "message": told.message}}
    world.tabs.first("Ben").socket.frames.append(frame)


def digest(world: World) -> users.Digest:
    return users.Digest.objects.create(user=world.people.person("Ben").user, day=DUE)


def mailed(**fields: Any) -> Callable[[World], None]:
    return lambda world: users.EmailDelivery.objects.create(
        **{
            "address": "ben@example.com",
            "subject": "Something",
            "template": "application_status",
            "dedupe_key": "bug",
            "message_id": "<bug@harbour.example>",
            "next_attempt_at": timezone.now(),
            **{name: value(world) if callable(value) else value for name, value in fields.items()},
        }
    )


def leaves_again(world: World, **changed: Any) -> None:
    world.story.mail.delivered.append(world.story.mail.delivered[-1])


def ben_told(world: World) -> users.Notification:
    tells(for_digest=True)(world)
    # Newest first.
    return world.people.person("Ben").user.notifications.first()


def switches_off(channel: str) -> Callable[[World], None]:
    def switch(world: World) -> None:
        users.NotificationPreference.objects.create(
            user=world.people.person("Ben").user, event="application_status", channel=channel, enabled=False
        )
        world.watcher.check()

    return switch


LETTERS = users.EmailDelivery.objects.filter(state="sent")
PAYMENTS = loans.Payment.objects.all()
ALLOCATIONS = loans.Allocation.objects.all()
NOTIFICATIONS = users.Notification.objects.all()

# Invariant → what a bug does.
BUGS: dict[str, Callable[[World], Any]] = {
    "pays_what_came_in": changes(PAYMENTS, amount=Decimal("999.99")),
    "gets_what_it_asks_for": changes(ALLOCATIONS, amount=Decimal("1250.01")),
    "pays_the_oldest_first": lambda world: loans.Payment.objects.create(
        application=omar(world), amount=Decimal("10.00"), value_date=DUE
    ),
    "gives_back_what_was_paid": lambda world: loans.Payment.objects.create(
        application=omar(world),
        amount=Decimal("1000.00"),
        value_date=DUE,
        direction="reversed",
        reverses=PAYMENTS.get(),
    ),
    "money_is_never_rewritten": changes(PAYMENTS, value_date=DUE),
    "principal_adds_up": schedule((1, "999.99", date(2025, 4, 14))),
    "due_one_period_after_another": schedule((1, "1000.00", date(2025, 4, 15))),
    "what_was_paid_or_reminded_of_stays": changes(
        loans.Repayment.objects.filter(due_date=DUE), due_date=DUE - DAY
    ),
    "has_a_reason": reminds(DUE, 7),
    "pauses_are_kept": in_all(pauses, reminds(DUE, 7)),
    "only_the_highest_is_sent": in_all(
        lambda world: loans.Reminder.objects.filter(rung=-1).delete(), reminds(DUE, -1)
    ),
    "one_a_day": reminds(DUE, 10),
    "stays_on_record": lambda world: loans.Reminder.objects.all().delete(),
    "every_rung_is_dealt_with": passes_without("send_repayment_reminders", "2025-03-21T12:00"),
    "sent_means_that_it_left": changes(users.EmailDelivery.objects.all(), state="expired"),
    "delivered_once": leaves_again,
    "sent_means_taken": changes(LETTERS, state="queued"),
    "never_after_it_expired": in_all(
        changes(LETTERS, expires_at=datetime(2025, 1, 1, tzinfo=timezone.get_current_timezone())),
        leaves_again,
    ),
    "never_of_what_is_paid": in_all(pays, leaves_again),
    "none_is_switched_off": in_all(switches_off("email"), mailed(notification=ben_told)),
    "no_internal_note_leaves": lambda world: [
        loans.Note.objects.create(
            application=omar(world), author=world.people.person("Ada").user, text="repayment of $1,250.00"
        ),
        leaves_again(world),
    ],
    "what_is_due_was_tried": in_all(
        mailed(next_attempt_at=lambda world: timezone.now()),
        passes_without("deliver_outbox", "2025-03-17T13:00"),
    ),
    "numbered_without_a_gap": lambda world: NOTIFICATIONS.first().delete(),
    "only_roles_that_hear": tells(notification_type="repayment_upcoming"),
    "hidden_where_switched_off": tells(hidden=True),
    "words_stay": changes(NOTIFICATIONS, message="Something else"),
    "tabs_count_alike": tells(),
    "tabs_show_their_own": shows_anothers,
    "moves_are_legal": moves("inquiry", "funded"),
    "every_move_is_on_record": changes(loans.Application.objects.all(), stage="valuation"),
    "says_what_it_covers": lambda world: mailed(
        dedupe_key=f"digest:{digest(world).pk}",
        context={"chapters": [{"lines": [{"message": "Something"}]}]},
    )(world),
    "in_one_place_only": mailed(notification=ben_told),
    "none_waits_after_half_past_five": in_all(
        lambda world: users.User.objects.filter(name="Ben").update(rhythm="daily"),
        lambda world: world.watcher.check(),
        tells(for_digest=True),
        passes_without("send_daily_digests", "2025-03-17T18:00"),
    ),
    "count_from_the_oldest": lambda world: loans.ArrearsSnapshot.objects.create(
        application=omar(world), day=DUE + 40 * DAY, days_past_due=1, arrears=0, balance=0
    ),
    "every_night_is_taken": passes_without("age_arrears", "2025-03-18T12:00"),
    "weekly_figures_add_up": weekly_report(closing=1),
    "figures_stay": in_all(
        weekly_report(closing=2),
        lambda world: world.watcher.check(),
        lambda world: loans.Report.objects.update(figures={"stages": []}),
    ),
    "told_of_their_own": in_all(
        lambda world: world.people.broker("Carla", "Carl"),
        lambda world: tells(user=world.people.person("Carla").user, subject_ref="HL-OMAR", sequence=1)(world),
    ),
}


def test_every_invariant_is_tried():
    assert sorted(BUGS) == sorted(invariant.name for invariant in INVARIANTS)


class Forbidden:
    """A table that an invariant does not name among what it reads."""

    def __init__(self, table: str) -> None:
        self._table = table

    def __iter__(self):
        raise NotImplementedError(f"It reads {self._table}.")


def reads_what_it_names(invariant: Invariant) -> Invariant:
    """The invariant, which fails where it looks at a table that it does not name."""
    others = set(TABLES) - set(invariant.reads)

    def find(step: Step):
        for books in (step.before, step.after):
            books._rows = {
                table: Forbidden(table) if table in others else rows for table, rows in books._rows.items()
            }
        return invariant.find(step)

    return replace(invariant, find=find)


@pytest.mark.parametrize("name", BUGS)
def test_an_invariant_notices_a_bug(world, name, monkeypatch):
    (invariant,) = (one for one in INVARIANTS if one.name == name)
    # Alone, because others may notice the same bug first.
    monkeypatch.setattr("features.invariants.watcher.INVARIANTS", [reads_what_it_names(invariant)])
    BUGS[name](world)
    with pytest.raises(BreachError) as breach:
        world.watcher.check()
    assert str(breach.value).startswith(invariant.sentence)
    assert "\n- " in str(breach.value)
