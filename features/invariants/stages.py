"""Stages: which moves there are, and that each is on record."""

from features.invariants.books import Step
from features.invariants.invariant import invariant
from features.restated import MOVES
from features.words import STAGES

LEGAL = {("", "inquiry")} | {
    (STAGES[stage], STAGES[to]) for stage, targets in MOVES.items() for to in targets
}


@invariant(
    "Every move is one that the table of stages allows.", section="Stages", reads="stage_events applications"
)
def moves_are_legal(step: Step):
    for event in step.new("stage_events"):
        if event.application_id not in step.placed_now and (event.from_stage, event.to_stage) not in LEGAL:
            yield f"{_name(step, event.application_id)} moved from {event.from_stage} to {event.to_stage}"


@invariant(
    "An application is where its last move led, and each move begins where the one before ended.",
    section="Stages",
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


def _name(step: Step, application_id: int) -> str:
    return step.after.by_id("applications")[application_id].reference
