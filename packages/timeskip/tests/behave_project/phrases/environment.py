import os
from contextlib import contextmanager
from datetime import date

import timeskip.behave
from timeskip.gherkin import DAY, Note, Word, one_of, to_day, use_phrases


@contextmanager
def around(context, step):
    yield
    if step.step_type == "given" and getattr(context, "refusal", None):
        raise AssertionError(f"around: {context.refusal}")


def before_all(context):
    context.kept = context


use_phrases(
    [
        Word("day", DAY, date, to_day, "Friday 7 March 2025", "You may leave out the weekday."),
        Word("mood", r"\w+", str, one_of({"glad": "glad", "sad": "sad"}, "mood"), "glad"),
    ],
    notes=[Note("When a story begins", ("On 3 March 2025.",))],
    advice=[(r"on ([a-z]\w+)$", lambda match: f"on {match[1].title()}", "Days begin with a capital letter.")],
    around=around,
    requires_outcome=os.environ.get("REQUIRES_OUTCOME") != "no",
    requires_checks=os.environ.get("REQUIRES_CHECKS") != "no",
)
timeskip.behave.install(globals(), clock=os.environ["TIMESKIP_CLOCK"])
