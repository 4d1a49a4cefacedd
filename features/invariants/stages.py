"""Stages: which moves there are, whose they are, and that each is on record."""

from collections.abc import Iterable, Iterator

from features.drivers.answers import Answered
from features.drivers.shown import shown
from features.invariants.books import Step
from features.invariants.invariant import invariant
from features.invariants.readers import Readers
from features.restated import MOVES
from features.words import STAGES

LEGAL = {("", "inquiry")} | {
    (STAGES[stage], STAGES[to]) for stage, targets in MOVES.items() for to in targets
}

WHOSE = {
    (STAGES[stage], STAGES[to]): who.lower()
    for stage, targets in MOVES.items()
    for to, who in targets.items()
}
PARTIES = "borrowers_of_applications guarantors_of_applications"
WITHIN_THE_LIMIT = ("formal_approval", "settlement", "funded")
IN_ORDER = list(STAGES.values())


@invariant("Every move is one that the table of stages allows.", reads="stage_events applications")
def moves_are_legal(step: Step):
    for event in step.new("stage_events"):
        if event.application_id not in step.placed_now and (event.from_stage, event.to_stage) not in LEGAL:
            yield f"{_name(step, event.application_id)} moved from {event.from_stage} to {event.to_stage}"


@invariant(
    "An application is where its last move led, and each move begins where the one before ended.",
    reads="applications stage_events",
)
def every_move_is_on_record(step: Step):
    before, moves = step.before.by_id("applications"), {}
    for event in step.new("stage_events"):
        moves.setdefault(event.application_id, []).append(event)
    for application in step.after.applications:
        if application.pk in step.placed_now or application.pk not in before:
            continue
        stage = before[application.pk].stage
        for event in moves.get(application.pk, ()):
            if event.from_stage != stage:
                yield f"{application.reference} was at {stage} and moved from {event.from_stage}"
            stage = event.to_stage
        if stage != application.stage:
            yield f"{application.reference} is at {application.stage}; its moves led to {stage}"


@invariant(
    "A move is made by an admin, or by that of the application's own broker and BDM whose it is, and by a "
    "BDM up to the BDM's limit.",
    reads="stage_events applications people brokers bdms borrowers borrowers_of_applications",
)
def made_by_one_who_may(step: Step):
    people, loans = step.after.by_id("people"), step.after.by_id("applications")
    parties = Readers(step).parties if step.new("stage_events") else {}
    limits = {bdm.user_id: bdm.approval_limit for bdm in step.before.bdms}
    for event in _made(step):
        role, amount = people[event.by_id].role, loans[event.application_id].amount
        if role not in ("admin", WHOSE.get((event.from_stage, event.to_stage))):
            yield f"{people[event.by_id].name}, {role}, moved {_name(step, event.application_id)}"
        elif role != "admin" and event.by_id not in parties[_name(step, event.application_id)]:
            yield f"{people[event.by_id].name}, who is no party, moved {_name(step, event.application_id)}"
        goes_on = IN_ORDER.index(event.to_stage) > IN_ORDER.index(event.from_stage)
        is_limited = role == "bdm" and goes_on and event.to_stage in WITHIN_THE_LIMIT
        if is_limited and amount is not None and amount > limits.get(event.by_id, amount):
            yield f"{people[event.by_id].name} moved {_name(step, event.application_id)} of {shown(amount)}"


@invariant(
    "An application goes to settlement, and is funded, when everybody has signed its newest formal approval.",
    reads=f"stage_events applications documents signatures {PARTIES}",
)
def everybody_has_signed(step: Step):
    for event in _made(step):
        if event.to_stage not in ("settlement", "funded"):
            continue
        versions = {
            document.version: document.pk
            for document in step.after.documents
            if document.application_id == event.application_id and document.kind == "formal_approval"
        }
        newest = versions[max(versions)] if versions else None
        signed = {
            (one.borrower_id, one.guarantor_id) for one in step.after.signatures if one.document_id == newest
        }
        if not _parties(step, event.application_id) <= signed:
            yield f"{_name(step, event.application_id)} moved to {event.to_stage}"


@invariant(
    "Who moves an application on a page moves it from the stage that the page showed.",
    reads="stage_events applications",
)
def moved_from_where_it_was_seen(step: Step):
    loans = step.after.by_id("applications")
    for event in _made(step):
        address = f"/applications/{loans[event.application_id].reference}/"
        before = _seen(step.before.pages, event.by_id, address)
        # One step may open the page once more before it moves.
        meanwhile = _seen(step.answers, event.by_id, address)
        if event.by_id in step.acted and before and event.from_stage not in before | meanwhile:
            yield f"{_name(step, event.application_id)} moved from {event.from_stage}, out of sight"


def _seen(pages: Iterable[Answered], user_id: int, address: str) -> set[str]:
    """The stages that somebody's pages of an application show."""
    theirs = (page for page in pages if page.user_id == user_id and page.address.startswith(address))
    return {stage for page in theirs for stage in page.stages_seen}


def _parties(step: Step, application_id: int) -> set[tuple[int | None, int | None]]:
    """The application's borrowers and guarantors, as signatures name them."""
    own = {
        (row.borrower_id, None)
        for row in step.after.borrowers_of_applications
        if row.application_id == application_id
    }
    return own | {
        (None, row.guarantor_id)
        for row in step.after.guarantors_of_applications
        if row.application_id == application_id
    }


def _made(step: Step) -> Iterator:
    """The moves that somebody made in this step."""
    for event in step.new("stage_events"):
        if event.from_stage and event.application_id not in step.placed_now:
            yield event


def _name(step: Step, application_id: int) -> str:
    return step.after.by_id("applications")[application_id].reference
