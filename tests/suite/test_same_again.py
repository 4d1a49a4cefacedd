"""The same story takes the same course, whatever Python's hashes are."""

import json
import os
import re

from tests.suite.behave_run import STORY, run_behave

MONTH = "It ends with something that is not so"


def timeline(folder, seed: str) -> list[str]:
    """What is attached to the failed story: moment, task, outcome, what left the system."""
    env = {**os.environ, "PYTHONHASHSEED": seed}
    written = folder / f"{seed}.ndjson"
    messages = ("-f", "behave_messages:MessagesFormatter", "-o", str(written), "-f", "null")
    within = ("-D", "messages_attachments=inside")
    run = run_behave(str(STORY / "month.feature"), *messages, *within, junit=folder / seed, env=env)
    assert run.status(MONTH) == "failed"
    attachments = [json.loads(line).get("attachment", {}) for line in written.read_text().splitlines()]
    (whole,) = [one["body"] for one in attachments if one.get("fileName") == "failure.txt"]
    return re.findall(r"^\w{3} \d\d \w{3} 2025 .*$", whole, re.M)


def test_a_month_takes_the_same_course_twice(tmp_path):
    first, second = (timeline(tmp_path, seed) for seed in ("1", "2"))
    assert first == second
    # Tasks of the calendar and of its parts, e-mails and notifications, in the order of their moments.
    whole = "\n".join(first)
    for what in ("weekly report", "repayment reminders", "arrears", "e-mails"):
        assert f"task      {what} done: " in whole
    assert "e-mail    to omar@example.com: Your repayment for loan HL-OMAR is 7 days overdue" in whole
    assert "notification to Ben: Omar has owed $1,250.00 on HL-OMAR since 14 March 2025. " in whole
