"""Doors: each does and sees the same, and what one cannot do is said and counted."""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from unittest.mock import patch

import pytest
from behave.parser import parse_feature, parse_file

from applications.models import Borrower
from common.refusals import Refusal
from features.doors import limits, protocol
from features.doors.limits import Cannot
from features.doors.opened import DOORS, PAGE, door_of, opened
from features.doors.page.desk import Desk, NotOfferedHere
from features.doors.protocol import NotThere
from features.doors.table import (
    FEATURES,
    MANUAL,
    OTHER_DOORS,
    LeftOut,
    TooMuchLeftOutError,
    as_markdown,
    left_out,
)
from features.drivers import factories
from features.drivers.plain_browser import NotOfferedError, PlainBrowser
from features.drivers.world import World

NOUNS = {name: getattr(protocol, kind.__name__) for name, kind in protocol.Door.__annotations__.items()}


@pytest.fixture(scope="module")
def found(registry) -> LeftOut:
    return left_out(registry)


def test_the_manual_lists_what_is_left_out(found):
    assert MANUAL.read_text(encoding="utf-8") == as_markdown(found), "python -m features.doors writes it"


@pytest.mark.parametrize("door", OTHER_DOORS)
def test_no_door_leaves_out_too_much(found, door):
    found.require_enough(door)


def test_a_door_that_leaves_out_too_much_is_refused(found):
    few = found.told[:10]
    LeftOut(few, {"page": [(few[0], "No page.")]}).require_enough("page")
    with pytest.raises(TooMuchLeftOutError, match=r"“page” leaves out 20\.0%"):
        LeftOut(few, {"page": [(one, "No page.") for one in few[:2]]}).require_enough("page")


def test_the_service_leaves_nothing_out():
    assert limits.CANNOT["service"] == ()


@pytest.mark.parametrize("door", OTHER_DOORS)
def test_each_limit_stops_a_scenario(found, registry, door):
    """What a door has learned is off the list, and no scenario is left out for nothing."""
    for cannot in limits.CANNOT[door]:
        with patch.dict(limits.CANNOT, {door: (cannot,)}):
            assert any(limits.why_not(door, one, registry) for one, _ in found.by_door[door]), cannot


@pytest.mark.parametrize("chosen", DOORS)
def test_chapter_09_is_told_on_pages_whatever_door_is_chosen(chosen):
    assert door_of("features/09_workspace/pipeline.feature", chosen) == PAGE
    assert door_of("features/08_access/logging_in.feature", chosen) == chosen


def test_chapter_09_leaves_nothing_out(registry):
    features = [parse_file(str(path)) for path in sorted(FEATURES.glob("09_*/*.feature"))]
    every = [one for feature in features for one in feature.walk_scenarios()]
    assert len(every) > 80
    assert [one.name for one in every if limits.why_not(PAGE, one, registry)] == []


STEPS = """\
Feature: Notes
  Scenario: Ben writes a note
    When Ben writes the internal note "Call" on Omar's application
  Scenario: Ben assigns a note
    When Ben assigns Bella the internal note "Call" on Omar's application
  Scenario: Ben reads
    Then Ben sees no note
"""


@pytest.mark.parametrize(
    ("cannot", "stopped"),
    [
        (Cannot("notes.write", "No."), ["Ben writes a note", "Ben assigns a note"]),
        (Cannot("notes.write", "No.", " assigns "), ["Ben assigns a note"]),
        (Cannot("notes.write", "No.", title="Ben writes a note"), ["Ben writes a note"]),
        (Cannot("notes.finish", "No."), []),
    ],
)
def test_a_scenario_is_left_out_for_its_steps(registry, cannot, stopped):
    scenarios = parse_feature(STEPS).scenarios
    with patch.dict(limits.CANNOT, {"page": (cannot,)}):
        assert [one.name for one in scenarios if limits.why_not("page", one, registry)] == stopped


@pytest.mark.parametrize("door", DOORS)
def test_each_door_has_every_act(door):
    every = opened(door, tasks=None, browser_of=PlainBrowser)
    for noun, protocol_of in NOUNS.items():
        for name, act in inspect.getmembers(protocol_of, inspect.isfunction):
            if not name.startswith("_"):
                own = getattr(type(getattr(every, noun)), name)
                assert list(inspect.signature(own).parameters) == list(inspect.signature(act).parameters)


@pytest.fixture
def world(stack, db) -> Callable[[str], Iterator[World]]:
    """Omar's application at “Inquiry” without a valuation, as one door shows it."""

    @contextmanager
    def told_through(door: str) -> Iterator[World]:
        with stack.story() as story:
            world = World(story, door=door)
            world.people.admin("Ada")
            world.people.broker("Bella", "Ben")
            world.people.broker("Cora", "Carl")
            world.applications.applies("Omar", Decimal(250_000), "Bella")
            world.applications.lacks("Omar", "valuation")
            yield world
            world.close()

    return told_through


def each_door(test: Callable) -> Callable:
    return pytest.mark.parametrize("door", DOORS)(test)


@each_door
def test_a_move_is_made_and_seen(world, door):
    with world(door) as told:
        told.applications.move("Bella", "Omar", "pre_approval")
        told.story.settle()
        assert told.applications.stage("Omar") == "Pre-approval"
        assert told.applications.moves("Omar") == [
            {"from": "Inquiry", "to": "Pre-approval", "by": "Bella", "on": "3 March 2025", "reason": ""}
        ]
        assert [one.message for one in told.notifications.further("Ben")] == [
            "HL-OMAR (Omar) is now at “Pre-approval”."
        ]
        assert told.notifications.count_unread("Ben") == 1


@each_door
def test_a_refusal_says_the_same(world, door):
    with world(door) as told:
        told.applications.is_at("Omar", "valuation")
        told.applications.move("Ben", "Omar", "formal_approval")
        assert told.refusals.claim() == "The valuation is missing."
        assert told.applications.stage("Omar") == "Valuation"


@each_door
def test_who_may_not_see_an_application_moves_nothing(world, door):
    with world(door) as told:
        told.applications.move("Cora", "Omar", "pre_approval")
        assert told.refusals.claim("There is no application HL-OMAR.") == "There is no application HL-OMAR."
        assert told.applications.stage("Omar") == "Inquiry"


@each_door
def test_an_old_screen_moves_nothing(world, door):
    with world(door) as told:
        told.applications.looks_at("Bella", "Omar")
        told.applications.move("Ben", "Omar", "declined", "The income does not carry it")
        told.applications.move("Bella", "Omar", "pre_approval")
        assert told.refusals.claim() == "HL-OMAR was moved to another stage in the meantime."


@each_door
def test_everybody_lists_their_own_applications(world, door):
    with world(door) as told:
        told.applications.applies("Nora", Decimal(90_000), "Cora")
        told.applications.is_at("Nora", "declined")
        listed = {name: told.applications.seen_by(name) for name in ("Ada", "Bella", "Cora", "Omar")}
        assert listed == {"Ada": ["Nora", "Omar"], "Bella": ["Omar"], "Cora": ["Nora"], "Omar": ["Omar"]}


@each_door
def test_somebody_new_is_the_same_person_on_file(world, door):
    """Pages and API enter a new borrower; the story finds Nora there, with her login."""
    with world(door) as told:
        told.applications.open_application("Bella", "Nora", "Bella", Decimal(90_000))
        told.story.settle()
        assert told.applications.of("Nora").borrowers.get() == told.people.person("Nora").party
        assert told.applications.seen_by("Nora") == ["Nora"]
        assert Borrower.objects.filter(name="Nora").count() == 1


@each_door
def test_somebody_on_file_joins_as_they_are(world, door):
    with world(door) as told:
        told.applications.applies("Nora", Decimal(90_000), "Bella")
        nora = told.people.person("Nora").party
        told.taking_part.add("Bella", "Nora", "borrower", "Omar")
        told.story.settle()
        assert told.taking_part.names("Omar", "borrower") == ["Nora", "Omar"]
        assert told.people.person("Nora").party == nora


def test_nobody_leaves_a_loan_by_being_entered_again(world):
    with world("service") as told, pytest.raises(AssertionError, match="Omar was entered as new"):
        told.people.is_on_file_as("Omar", factories.BorrowerFactory(name="Omar", user=None))


@each_door
def test_a_bank_file_is_handed_in_by_admins_only(world, door):
    with world(door) as told:
        told.bank_files.import_file("Ben", "March.csv", b"nothing")
        said = "Only an admin may import a bank file."
        assert told.refusals.claim(said) == said
        told.bank_files.import_file("Ada", "March.csv", b"nothing")
        told.story.settle()
        assert {row["line"] for row in told.bank_files.errors("March.csv")} == {"1"}


class Blind(PlainBrowser):
    """A browser to which every page seems to offer nothing."""

    def press(self, button, filled_in, beside="", times=1):
        raise NotOfferedError(f"There is no button “{button}”.")


def test_what_no_page_offers_has_to_be_refused(world):
    """The page door sends it anyway: who finds another way in must not get further."""
    with world("page") as told:
        bella = Desk(told.people.person("Bella"), Blind)
        address = "/applications/HL-OMAR/move/"
        with (
            pytest.raises(AssertionError, match="No page offers Bella this, and it is done"),
            bella.offered_or(address, **{"from": "inquiry"}),
        ):
            bella.press("Move to Pre-approval")
        assert told.applications.stage("Omar") == "Pre-approval"


def test_what_no_page_offers_is_refused_with_the_reason(world):
    with world("page") as told:
        omar = Desk(told.people.person("Omar"), Blind)
        sent = {"event": "signature_required", "channel": "email", "enabled": "off"}
        with (
            pytest.raises(NotOfferedHere, match=r"E-mail for “Signature required” cannot be switched off\."),
            omar.offered_or("/preferences/switch/", **sent),
        ):
            omar.press("Switch off e-mail for signature required")


@pytest.mark.parametrize("said", ["The valuation is missing.", "HL-OMAR was moved to another stage."])
def test_an_absence_is_no_other_reason(world, said):
    """“Not found” passes for “there is no such thing”, and for nothing else."""
    with world("service") as told:
        with told.refusals.attempt():
            raise NotThere
        assert told.refusals.claim(said) != said


def test_a_refusal_of_a_page_is_a_refusal():
    assert issubclass(NotOfferedHere, Refusal)


@each_door
def test_repayments_are_read(world, door):
    due = date(2025, 3, 14)
    with world(door) as told:
        told.repayments.add("Omar", Decimal("1250.00"), due)
        assert told.repayments.shown("Omar") == [
            {
                "number": "1",
                "due": "14 March 2025",
                "amount": "$1,250.00",
                "interest": "$1,250.00",
                "principal": "$0.00",
                "owed": "$1,250.00",
                "state": "scheduled",
            }
        ]
        assert told.repayments.owed("Omar", due) == Decimal("1250.00")
