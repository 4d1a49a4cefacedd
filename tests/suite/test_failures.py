"""Scenarios that have to fail, and what each of them says: a table for each feature of them."""

import pytest

from tests.suite.behave_run import STORY, BehaveRun, run_behave

# The subject of the e-mail to Omar about the usual move.
TO_OMAR = "We are preparing indicative terms for your loan HL-OMAR"

# Phrases that deny something which is so, or where there is nothing to look at.
NOT_SO = {
    "an e-mail says it": "a text without “Amount: $250,000.00” but: it says",
    "somebody receives the e-mail": "Expected: no such e-mail but: · HL-OMAR is now at “Pre-approval”",
    "somebody will receive the e-mail": "HL-OMAR is now at “Declined” (queued)",
    "an e-mail may be sent again": (
        "“HL-OMAR is now at “Pre-approval”” to Bella is unknown, and may still arrive."
    ),
    "somebody is told it": "Expected: no such notification but: · HL-OMAR (Omar) is now at “Pre-approval”.",
    "one of them is told it": "no such notification to Ben",
    "the page says it": "“Inquiry” on Ada's page Expected: a text without “HL-OMAR” but: it says",
    "a reminder is on record": "Expected: no reminder but:",
    "no e-mail that could say it": f"Expected: an e-mail “{TO_OMAR}”",
    "an e-mail that nobody receives": "Nobody else received an e-mail “HL-OMAR is now at “Preapproval””",
    "words that nobody is told": "Nobody else was told “HL-OMAR (Omar) is now at “Preapproval”.”",
    "a person without an inbox": "Omar has no login, and so neither pages nor notifications.",
    "a page that does not exist": "There is no page before Cora",
    "a repayment that does not exist": "There is no repayment of Omar's on 15 March 2025 in this story.",
    "two repayments on one day": "means one repayment of Omar's on 14 March 2025, and this story has 2.",
    "two e-mails of one subject": ("valued for your loan HL-OMAR” to Omar, and this story has 2."),
    "two fees of one kind": "This phrase means one “Valuation” fee of Omar's, and this story has 2.",
    "a second bank file of the name brought a line": "Expected: no line but: · line 2:",
    "a second bank file of the name has an error": "Expected: no error but:",
    "a cancelled repayment": "- | «14 March 2025» | «$1,250.00» | $0.00",
    "other arrears": "arrears of Omar on 15 March 2025 Expected: $1,250.01 but: $1,250.00",
    "another balance": "balance of Omar on 15 March 2025 Expected: $1,250.00 but: $0.00",
    "arrears of another day": "16 March 2025 is still to come: today is 15 March 2025.",
    "another pause": "Ben",
    "a pause by somebody who may not": "no step says so: A broker may not change hardship pauses.",
    "a pause that ends before it begins": "no step says so: A hardship pause cannot end before it begins.",
    "a pause that was never granted": "Omar's loan has no hardship pause.",
    "another person recorded it": "Expected: “Eve” but: “Ada”",
    "a broker for the BDM in charge": "This phrase needs a BDM, and Cora is a broker. BDMs of this story: ",
    "another broker in charge": "the broker in charge of Omar's application Expected: “Bella” but: “Cora”",
    "an act that the page offers to nobody": (
        "This page offers “Record a payment” to nobody else either, so this checks nothing. It offers: "
    ),
    "a new primary BDM who is nearly another": "Did you mean Carl?",
    "one more BDM who is nearly another": "Did you mean Carl?",
    "a broker's BDM who is nearly another": "No BDM called Carll is in this story. Did you mean Carl?",
    "a co-borrower who is nearly another": "No borrower called Omarr is in this story. Did you mean Omar?",
    "a payment of another amount": "Omar has no payment of $1,250.01. Payments: $1,250.00.",
}

# What else goes wrong in a scenario.
TROUBLE = {
    "a refusal that nobody speaks of": "This was refused, and no step says so: An application cannot move",
    "a refusal behind another failure": "This was refused, and no step says so: An application cannot",
    "an empty reason": "The quotes are empty: write the reason in them. It is: “An application",
    "no reminder before there could be one": "No reminder of that repayment can be on record yet",
    "days past due on a day to come": "24 March 2025 is still to come: today is 14 March 2025. Arrears",
    "a report of another week": "Ada sees no weekly report of 10 March 2025. What Ada sees: Weekly pipe",
    "a refusal before another attempt": "This was refused, and no step says so: An application cannot move",
    "a task that fails unseen": "A task failed and the test did not say so: status announcement failed:",
    "a hardship pause that ends before it begins": (
        "The last day, 16 March 2025, is before the first, 20 March 2025."
    ),
    "a move because of nothing": "A quotation of this phrase is empty, so it says nothing.",
    "a task that is due and not run": "A task is due and has not run: outbox (due",
    "something that fails after a commit": (
        "An on_commit callback failed and the test did not say so: OperationalError"
    ),
    "a frame after silence": (
        "Bella was said to see nothing live, and then saw · HL-OMAR (Omar) is now at “Pre-approval”."
    ),
    "nothing was refused": "Nothing was refused: what the last When says was done.",
    "no task failed": "No background task failed. What ran: e-mails done.",
    "another letter": f"Expected: an e-mail “Congratulations” but: · {TO_OMAR}",
    "a letter instead of none": (f"Expected: no further e-mail but: · 3 March 2025 09:00 {TO_OMAR}"),
    "another notification": "a notification “Congratulations” but: · HL-OMAR (Omar) is now at “Pre-app",
    "another frame": "a live notification “Congratulations” but: · HL-OMAR (Omar) is now at “Pre-approval”.",
    "a frame instead of silence": "Expected: no frame but: · HL-OMAR (Omar) is now at “Pre-approval”.",
    "nobody is online": "Bella is not online: say “Given Bella is online” first.",
    "a weekday that does not fit": "8 March 2025 is a Saturday, not a Friday.",
    "a day that does not exist": "“31 April 2025” is not a day of the calendar.",
    "an hour that clocks skip": "There is no 02:30 on Sunday 5 October 2025: clocks go forward over it.",
    "an amount without cents": "“$1250” is not an amount. Write it with its cents, as in $1,250.00.",
    "a stage that does not exist": "There is no stage “Approved”. Choose from: Inquiry, Pre-approval,",
    "an event that does not exist": "There is no event “good news”. Choose from: application status,",
    "a person who is not in the story": "People of this story: Ben, Bella, Omar. Did you mean Bella?",
    "a story without an outcome": "This scenario states no outcome: it needs a Then.",
    "a refusal of what is given": "This was refused, and no step says so: An application cannot move",
    "a notification that was spoken of": "Bella was told that once, and the scenario spoke of it before.",
    "a table that is missing": "needs a table below it, with the column “person”",
    "a table of headings only": "The table below this phrase has headings and no row, so it says nothing.",
    "a text that no phrase reads": "This phrase does not read the text below it",
    "a letter that is queued": (f"The e-mail “{TO_OMAR}” to Omar is queued, and may still arrive."),
    "secrets where no letter was sent": "No e-mail was sent in this story, so there is none to look through.",
    "arrears of a day to come": "24 March 2025 is still to come: today is 3 March 2025.",
    "a report that nobody could see": "There is no report in this story, so nobody could see one.",
    "a notification to somebody without a login": (
        "Omar has no login, and so neither pages nor notifications."
    ),
    "a column that a report does not have": "There is no column “Nonsense”. Choose from: ",
    "words that nobody wrote": (
        "Nobody else in this story reads “Suspected fraud” either, so this proves nothing."
    ),
    "the sixth reminder": ("There is no reminder to Omar for 14 March 2025 5 days after it in this story."),
    "another letter after a count": "Expected: no further e-mail but: · 3 March 2025 09:00 ",
    "a column that nobody knows": "There is no column “nach”. Choose from: by, from, on, reason, to.",
    "somebody is introduced twice": "Bella is in this story already.",
    "a stage it is not at": "Expected: “Valuation” but: “Pre-approval”",
    "a day that is over": "It is Friday 07 March 2025 09:00 already: time passes forward.",
}

SAYS = {"not_so": NOT_SO, "trouble": TROUBLE}
# Scenarios of these features that pass, or that the tests below look at.
OTHERS = {
    "nothing of it is left for the next scenario",
    "what was counted has been spoken of",
    "a phrase that nobody knows",
    "a phrase that means two things",
}


@pytest.fixture(scope="module")
def runs(tmp_path_factory) -> dict[str, BehaveRun]:
    return {
        name: run_behave(str(STORY / f"{name}.feature"), junit=tmp_path_factory.mktemp(name)) for name in SAYS
    }


@pytest.fixture
def trouble(runs) -> BehaveRun:
    return runs["trouble"]


@pytest.mark.parametrize(
    ("feature", "scenario"), [(feature, scenario) for feature, table in SAYS.items() for scenario in table]
)
def test_a_scenario_with_something_wrong_fails_and_says_why(runs, feature, scenario):
    run = runs[feature]
    assert run.status(scenario) == "failed", run.output[-4000:]
    assert SAYS[feature][scenario] in run.message(scenario)


def test_no_scenario_is_forgotten(runs):
    assert {scenario for run in runs.values() for scenario in run.scenarios} == {*NOT_SO, *TROUBLE, *OTHERS}


@pytest.mark.parametrize("scenario", ["a task that fails unseen", "something that fails after a commit"])
def test_no_failure_tells_which_call_to_write(trouble, scenario):
    assert "Call story." not in trouble.message(scenario)


def test_a_failure_shows_what_happened_until_then(trouble):
    assert "Mon 03 Mar 2025 09:00:00 e-mail to omar@example.com" in trouble.message("another letter")


def test_what_was_counted_has_been_spoken_of(trouble):
    assert trouble.status("what was counted has been spoken of") == "passed"


def test_nothing_of_it_leaks_into_the_next_scenario(trouble):
    assert trouble.status("nothing of it is left for the next scenario") == "passed"


def test_an_unknown_phrase_is_answered_with_the_nearest_known_one(trouble):
    assert trouble.status("a phrase that nobody knows") == "error"
    answer = trouble.output.partition("No phrase reads “When Bella shifts Omar's application")[2]
    assert "Did you mean:  When {person} moves {person}'s application to {stage}" in answer.splitlines()[1]


def test_words_that_two_phrases_read_are_refused(trouble):
    assert trouble.status("a phrase that means two things") == "error"
    said = trouble.message("a phrase that means two things")
    assert "2 phrases read this:" in said
    assert "or {word}” (tests/suite/story/steps/trouble_steps.py:" in said


def test_a_run_with_failures_exits_with_a_code(trouble):
    assert trouble.exit_code == 1
