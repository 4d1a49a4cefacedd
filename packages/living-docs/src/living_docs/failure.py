"""A failure in plain words: what was expected, what was there instead, and the traceback for later."""

import re
from dataclasses import dataclass

from markupsafe import Markup

from living_docs.difference import marked
from living_docs.model import TROUBLED, Case, Status, StepRun
from living_docs.wording import without_colours

# After such a line a suite repeats its timeline, which the page shows already.
TIMELINE_FOLLOWS = re.compile(r"^(?:what happened |story )?until then:$", re.IGNORECASE | re.MULTILINE)
# PyHamcrest's format.
EXPECTED = re.compile(
    r"\A(?P<reason>.*?)^\s*Expected:\s*(?P<expected>.*?)\n\s*but:\s?(?P<actual>.*)\Z",
    re.DOTALL | re.MULTILINE,
)

SAID_OF = {
    "UNDEFINED": "Not built yet: no step definition matches this step.",
    "AMBIGUOUS": "Several step definitions match this step.",
    "UNKNOWN": "The result of this step is not known.",
}


@dataclass(frozen=True)
class Failure:
    """Why a scenario did not pass."""

    headline: str
    step: StepRun
    words: str
    expected: str = ""
    actual: str = ""

    @property
    def is_compared(self) -> bool:
        return bool(self.expected or self.actual)

    @property
    def is_missing(self) -> bool:
        """Whether no step definition matches its step."""
        return self.step.result == "UNDEFINED"

    @property
    def difference(self) -> tuple[Markup, Markup]:
        """What was expected and what was there, each with what the other has not in `<mark>`."""
        return marked(self.expected, self.actual)


def failure_of(case: Case) -> Failure | None:
    """The failure of a case that is broken or not built yet; None for any other."""
    step = case.ended_by
    if step is None or step.status not in TROUBLED:
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
    """Why a case was skipped, if a reason was given."""
    if case.status is not Status.SKIPPED:
        return ""
    return next((step.message for step in case.steps if step.message), "")


def _plain(words: str) -> str:
    before = TIMELINE_FOLLOWS.split(without_colours(words), maxsplit=1)[0]
    return before.strip("\n").rstrip()


def _headline(step: StepRun) -> str:
    what = f"the {step.hook} hook" if step.hook else "this step"
    if step.result in SAID_OF:
        return SAID_OF[step.result]
    if step.status is Status.NOT_BUILT:
        return f"Not built yet: {what}."
    if step.error_type in ("AssertionError", ""):
        return "The system did not do what the scenario says."
    return f"An unexpected error occurred in {what} ({step.error_type})."
