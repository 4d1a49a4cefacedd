"""A failure in plain words: what was expected, what was there instead, and what nobody need read at first."""

import re
from dataclasses import dataclass

from living_docs.model import Case, Status, StepRun
from living_docs.wording import without_colours

# Behind this line a suite repeats its timeline, which the page shows as one.
TIMELINE_FOLLOWS = "Until then:"
# PyHamcrest's form.
EXPECTED = re.compile(
    r"\A(?P<reason>.*?)^\s*Expected:\s*(?P<expected>.*?)\n\s*but:\s?(?P<actual>.*)\Z",
    re.DOTALL | re.MULTILINE,
)

SAID_OF = {
    "UNDEFINED": "Not built yet: no phrase reads this step.",
    "AMBIGUOUS": "Several phrases read this step.",
    "UNKNOWN": "What became of this step is not known.",
}


@dataclass(frozen=True)
class Failure:
    """What kept a scenario from passing."""

    headline: str
    step: StepRun
    words: str
    expected: str = ""
    actual: str = ""

    @property
    def is_compared(self) -> bool:
        return bool(self.expected or self.actual)


def failure_of(case: Case) -> Failure | None:
    """The failure of a case that is broken or not built yet; None of any other."""
    step = case.ended_by
    if step is None or step.status not in (Status.BROKEN, Status.NOT_BUILT):
        return None
    words = _plain(step.error_message or step.message)
    found = EXPECTED.match(words)
    return Failure(
        headline=_headline(step),
        step=step,
        words=found["reason"].strip() if found else words,
        expected=found["expected"].strip() if found else "",
        actual=found["actual"].strip().removeprefix("was ") if found else "",
    )


def skip_reason(case: Case) -> str:
    """Why a case was skipped, where anybody said so."""
    if case.status is not Status.SKIPPED:
        return ""
    return next((step.message for step in case.steps if step.message), "")


def _plain(words: str) -> str:
    before, _, _ = f"\n{without_colours(words)}".partition(f"\n{TIMELINE_FOLLOWS}")
    return before.strip("\n").rstrip()


def _headline(step: StepRun) -> str:
    what = f"the {step.hook} hook" if step.hook else "this step"
    if step.result in SAID_OF:
        return SAID_OF[step.result]
    if step.status is Status.NOT_BUILT:
        return f"Not built yet: {what}."
    if step.error_type in ("AssertionError", ""):
        return "The system did something else than the story says."
    return f"Something went wrong in {what} that the story does not speak of ({step.error_type})."
