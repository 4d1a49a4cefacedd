"""Each invariant notices books that a bug would leave behind: wrong rows, or work that was not done.

Each test goes on in a copy of the process, because telling how the story begins takes a second.
"""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial, wraps
from pathlib import Path

import pytest
from django.test import Client

from applications.selectors.application import OWN
from features.drivers.world import World
from features.invariants.books import Step
from features.invariants.invariant import INVARIANTS, Invariant
from features.invariants.tables import TABLES
from features.invariants.watcher import BreachError, Watcher
from tests.invariants.acts import DAY, DUE, moves, shows, writes_a_note
from tests.invariants.bugs import BUGS
from timeskip.explore.copies import in_a_copy
from users.models import Notification

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _nothing_counted_yet():
    """Instead of the tests' own: what the story has counted stays."""


@pytest.fixture(scope="module")
def db(rows_of_module):
    """Instead of pytest-django's, which every test would begin anew, inside the story."""


@pytest.fixture(scope="module")
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


def goes_on_in_a_copy(test: Callable[..., None]) -> Callable[..., None]:
    """What the test does to the story is not there for the next."""

    @wraps(test)
    def run(**fixtures):
        in_a_copy(lambda: test(**fixtures))

    return run


def test_every_invariant_is_tried():
    assert {name.split(":")[0] for name in BUGS} == {invariant.name for invariant in INVARIANTS}


def test_every_invariant_names_its_file():
    assert [one.name for one in INVARIANTS if f"def {one.name}(" not in (ROOT / one.file).read_text()] == []


class Forbidden:
    """A table that an invariant does not name among what it reads."""

    def __init__(self, table: str) -> None:
        self._table = table

    def __iter__(self):
        raise NotImplementedError(f"It reads {self._table}.")


def reads_what_it_names(invariant: Invariant) -> Invariant:
    """The invariant, which fails where it looks at a table that it does not name."""
    others = set(TABLES) - {*invariant.reads, *invariant.names}

    def find(step: Step):
        for books in (step.before, step.after):
            books._rows = {
                table: Forbidden(table) if table in others else rows for table, rows in books._rows.items()
            }
        return invariant.find(step)

    return replace(invariant, find=find)


@pytest.mark.parametrize("name", BUGS)
@goes_on_in_a_copy
def test_an_invariant_notices_a_bug(world, name, monkeypatch):
    (invariant,) = (one for one in INVARIANTS if one.name == name.split(":")[0])
    # Alone, because others may notice the same bug first.
    monkeypatch.setattr("features.invariants.watcher.INVARIANTS", [reads_what_it_names(invariant)])
    BUGS[name](world)
    with pytest.raises(BreachError) as breach:
        world.watcher.check()
    said, _, rows = str(breach.value).partition(" Not so after this step:\n- ")
    assert said == f"{invariant.sentence} (invariant in {invariant.file})"
    assert rows
    # Where rows are called by their loans, a breach says of which.
    assert "applications" not in invariant.names or "HL-" in rows


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("one_a_day", "2 of the repayment of HL-OMAR due on 14 March 2025 on 17 March 2025"),
        ("count_from_the_oldest", "HL-OMAR is 1 day past due on 23 April 2025, not 40"),
        (
            "money_is_never_rewritten",
            "the payment of $1,000.00 for HL-OMAR on 17 March 2025 was changed or deleted",
        ),
        ("says_what_it_covers", "“Something” to ben@example.com says “Something”, and covers nothing"),
    ],
)
@goes_on_in_a_copy
def test_a_breach_says_which_row_it_is(world, name, row, monkeypatch):
    (invariant,) = (one for one in INVARIANTS if one.name == name)
    monkeypatch.setattr("features.invariants.watcher.INVARIANTS", [invariant])
    BUGS[name](world)
    with pytest.raises(BreachError) as breach:
        world.watcher.check()
    assert f"\n- {row}" in str(breach.value)


@goes_on_in_a_copy
def test_what_a_page_shows_is_looked_at(world, monkeypatch):
    world.people.broker("Cora", "Ben")
    world.pages.open("Cora", "/")
    world.watcher.check()
    # A broker sees the applications of every BDM who works with the broker.
    monkeypatch.setitem(OWN, "broker", "bdm__primary_brokers__user")
    world.pages.open("Cora", "/")
    with pytest.raises(BreachError, match=r"A page and the API show .*\n- / shows HL-"):
        world.watcher.check()


@goes_on_in_a_copy
def test_an_answer_of_the_api_is_looked_at(world, monkeypatch):
    world.people.broker("Cora", "Ben")
    world.passwords.set("Cora", "correct horse battery")
    world.api_tokens.take("Cora")
    world.watcher.check()
    monkeypatch.setitem(OWN, "broker", "bdm__primary_brokers__user")
    world.api_tokens.use("Cora")
    with pytest.raises(BreachError, match=r"\n- /api/applications/ shows HL-"):
        world.watcher.check()


@goes_on_in_a_copy
def test_what_the_api_lists_is_looked_at(world, monkeypatch):
    world.passwords.set("Omar", "correct horse battery")
    world.api_tokens.take("Omar")
    monkeypatch.setattr("users.inbox.notifications_of", lambda user_id: Notification.objects.order_by("pk"))
    Client().get("/api/notifications/", headers=world.api_tokens._headers("Omar"))
    with pytest.raises(BreachError, match=r"\n- /api/notifications/ shows Omar notifications \d+"):
        world.watcher.check()


@goes_on_in_a_copy
def test_a_refusal_of_the_api_is_looked_at_with_what_was_asked(world):
    world.passwords.set("Omar", "correct horse battery")
    world.api_tokens.take("Omar")
    world.answers.take()
    named = {"broker": "HL-NAMED"}
    headers = world.api_tokens._headers("Omar")
    response = Client().post("/api/applications/", named, content_type="application/json", headers=headers)
    assert response.status_code >= 400
    (answered,) = world.answers.take()
    assert (answered.address, answered.text) == ("/api/applications/", response.content.decode())
    assert "HL-NAMED" in answered.asked


@goes_on_in_a_copy
def test_what_somebody_asked_for_in_vain_is_not_shown(world):
    world.people.broker("Cora", "Ben")
    world.pages.open("Cora", "/pipeline/?words=HL-OMAR")
    assert "HL-OMAR" in world.pages.before("Cora")._page.decode()
    world.watcher.check()


SAID = "Ring him: suspected fraud"


@pytest.mark.parametrize(
    "may_be_read",
    [
        moves("valuation", "pre_approval", reason=SAID),
        moves("settlement", "withdrawn", who="Bella", reason=SAID),
        partial(writes_a_note, text=SAID, visibility="customer"),
    ],
    ids=["the reason of a return", "a reason that the reader gave", "a customer's note"],
)
@goes_on_in_a_copy
def test_words_that_somebody_reads_elsewhere_are_not_kept(world, may_be_read, monkeypatch):
    (invariant,) = (one for one in INVARIANTS if one.name == "what_staff_write_is_theirs")
    monkeypatch.setattr("features.invariants.watcher.INVARIANTS", [invariant])
    moves("valuation", "declined", reason="suspected fraud")(world)
    writes_a_note(world)
    shows("Bella", SAID)(world)
    with pytest.raises(BreachError, match="\n- / shows “suspected fraud”\n- / shows “Ring him”"):
        world.watcher.check()
    may_be_read(world)
    shows("Bella", SAID)(world)
    world.watcher.check()
