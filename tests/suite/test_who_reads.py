"""Each sentence of the dictionary's note “Who reads what” is true of the CRM."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from applications.models import Application, Note, Report
from applications.reports.periods import ReportKind
from applications.selectors.note import note_to_remind_of, notes_visible_to
from applications.selectors.report import reports_due, reports_visible_to
from applications.services.note_reminders import note_reminders_send
from applications.stages import MOVES, Stage
from applications.visibility import reads_reason
from features.doors.service import applications as door
from features.drivers.applications import Applications
from features.drivers.evidence import Evidence
from features.drivers.people import People
from features.drivers.refusals import Refusals
from features.restated import CAME_BACK, WHO_READS
from users.models import EmailDelivery, Notification

TEXT = "The income looks thin"
TODAY = date(2025, 3, 10)


@pytest.fixture
def office(db) -> SimpleNamespace:
    """Bella, Ben and Ada with Omar's application; Cora and Carl with none."""
    refusals = Refusals(Evidence(None))
    people = People(refusals)
    people.admin("Ada")
    people.broker("Bella", "Ben")
    people.broker("Cora", "Carl")
    applications = Applications(people, refusals, door.Applications())
    applications.applies("Omar", Decimal(250_000), "Bella")
    return SimpleNamespace(user=lambda name: people.person(name).user, applications=applications)


def read_by(role: str, *, gave_it: bool) -> set[tuple[str, str]]:
    """The moves whose reason somebody of this role reads."""
    return {
        (move.source.label, move.target.label)
        for move in MOVES
        if reads_reason(role, came_from=move.source, went_to=move.target, gave_it=gave_it)
    }


EVERY_MOVE = {(move.source.label, move.target.label) for move in MOVES}


def staff_read_every_reason(office) -> None:
    assert read_by("admin", gave_it=False) == read_by("bdm", gave_it=False) == EVERY_MOVE


def brokers_read_of_what_came_back_and_what_they_gave(office) -> None:
    assert read_by("broker", gave_it=False) == CAME_BACK
    assert read_by("broker", gave_it=True) == EVERY_MOVE
    assert not {to for _, to in CAME_BACK} & {Stage.DECLINED.label}


def borrowers_read_no_reason(office) -> None:
    assert read_by("borrower", gave_it=False) == read_by("borrower", gave_it=True) == set()


def internal_note(office, **fields) -> Note:
    loan = office.applications.of("Omar")
    return Note.objects.create(**{"application": loan, "author": office.user("Ben"), "text": TEXT, **fields})


def readers(office, note: Note) -> list[str]:
    everybody = ("Ada", "Ben", "Carl", "Bella", "Cora", "Omar")
    return [name for name in everybody if notes_visible_to(office.user(name)).filter(pk=note.pk).exists()]


def staff_read_internal_notes(office) -> None:
    # Carl has no application, so he is not the application's staff.
    assert readers(office, internal_note(office)) == ["Ada", "Ben"]


def brokers_read_what_they_wrote_or_are_assigned(office) -> None:
    written = internal_note(office, author=office.user("Bella"))
    assigned = internal_note(office, assignee=office.user("Bella"))
    assert readers(office, written) == readers(office, assigned) == ["Ada", "Ben", "Bella"]
    office.applications.takes_over("Cora", "Omar")
    assert readers(office, written) == ["Ada", "Ben"]


def no_reminder_quotes_a_note(office) -> None:
    note = internal_note(office, remind_on=TODAY)
    sent: list[EmailDelivery] = []
    note_reminders_send(note_ids=[note.pk], today=TODAY, send_email=sent.extend)
    assert note_to_remind_of(note.pk, TODAY) is not None
    (told,) = Notification.objects.all()
    (email,) = sent
    assert TEXT not in f"{told.message} {email.subject} {email.context}"


def report(bdm) -> Report:
    return Report.objects.create(
        kind=ReportKind.WEEKLY_PIPELINE,
        first_day=date(2025, 3, 3),
        last_day=date(2025, 3, 9),
        bdm=bdm,
        figures={},
        cutoff="2025-03-10T06:30+11:00",
    )


def reports_are_of_everything_or_of_the_own(office) -> None:
    whole, own = report(None), report(office.user("Ben").bdm)
    seen = {
        name: set(reports_visible_to(office.user(name))) for name in ("Ada", "Ben", "Carl", "Bella", "Omar")
    }
    assert seen == {"Ada": {whole, own}, "Ben": {own}, "Carl": set(), "Bella": set(), "Omar": set()}


def who_has_no_application_gets_no_report(office) -> None:
    Application.objects.update(created_at="2025-03-08T09:00+11:00")
    ((_, scopes),) = reports_due(ReportKind.WEEKLY_PIPELINE, TODAY)
    assert scopes == [None, office.user("Ben").bdm.pk]


# Sentence → what tries it.
TRIED: dict[str, Callable[[SimpleNamespace], None]] = {
    "The reason of a move: staff read it.": staff_read_every_reason,
    "A broker reads it if the application came back or was reopened, or if the broker gave it, but not why "
    "it was declined.": brokers_read_of_what_came_back_and_what_they_gave,
    "A borrower never reads it.": borrowers_read_no_reason,
    "An internal note: staff read it.": staff_read_internal_notes,
    "A broker reads only what that broker wrote or is assigned, so not the notes of a former broker.": (
        brokers_read_what_they_wrote_or_are_assigned
    ),
    "Its reminder does not quote it.": no_reminder_quotes_a_note,
    "A report: an admin reads that of everything, a BDM one of the BDM's own applications.": (
        reports_are_of_everything_or_of_the_own
    ),
    "A BDM without any gets none.": who_has_no_application_gets_no_report,
}


def test_every_sentence_is_tried():
    said = [sentence.strip() for line in WHO_READS for sentence in re.findall(r"[^.]+\.", line)]
    assert said == list(TRIED)


@pytest.mark.parametrize("sentence", TRIED)
def test_a_sentence_is_true(sentence, office):
    TRIED[sentence](office)
