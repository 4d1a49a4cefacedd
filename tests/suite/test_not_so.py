"""A phrase that denies something fails if it is so, and if there was nothing to look at."""

import pytest

from tests.suite.behave_run import STORY, run_behave

SAYS = {
    "an e-mail says it": "a text without “Amount: $250,000.00” but: it says",
    "somebody receives the e-mail": "Expected: no such e-mail but: · Loan application HL-OMAR",
    "somebody will receive the e-mail": "Loan application HL-OMAR (queued)",
    "an e-mail may be sent again": "“Loan application HL-OMAR” to Bella is unknown, and may still arrive.",
    "somebody is told it": "Expected: no such notification but: · HL-OMAR (Omar) is now at “Pre-approval”.",
    "one of them is told it": "no such notification to Ben",
    "the page says it": "“Inquiry” on Ada's page Expected: a text without “HL-OMAR” but: it says",
    "a reminder is on record": "Expected: no reminder but:",
    "no e-mail that could say it": "Expected: an e-mail “Loan application HL-OMAR”",
    "an e-mail that nobody receives": "Nobody else received an e-mail “Loan application HL-OMARR”",
    "words that nobody is told": "Nobody else was told “HL-OMAR (Omar) is now at “Preapproval”.”",
    "a person without an inbox": "Omar has no login, and so neither pages nor notifications.",
    "a page that does not exist": "There is no page before Cora",
    "a repayment that does not exist": "There is no repayment of Omar's on 15 March 2025 in this story.",
    "two repayments on one day": "means one repayment of Omar's on 14 March 2025, and this story has 2.",
    "two e-mails of one subject": "one e-mail “Loan application HL-OMAR” to Omar, and this story has 2.",
    "two fees of one kind": "This phrase means one “Valuation” fee of Omar's, and this story has 2.",
    "a second bank file of the name brought a line": "Expected: no line but: · line 2:",
    "a second bank file of the name has an error": "Expected: no error but:",
    "a cancelled repayment": "- | «14 March 2025» | «$1,250.00» | $0.00",
    "other arrears": "arrears of Omar on 15 March 2025 Expected: $1,250.01 but: $1,250.00",
    "another balance": "balance of Omar on 15 March 2025 Expected: $1,250.00 but: $0.00",
    "arrears of another day": "16 March 2025 is still to come: today is 15 March 2025.",
    "another pause": "Ben",
    "a pause by somebody who may not": "Ben may not fill in this form: only admins find the admin pages.",
    "a pause that ends before it begins": "no step says so: A hardship pause cannot end before it begins.",
    "a pause that was never granted": "Omar's loan has no hardship pause that could be ended.",
    "another person recorded it": "Expected: “Eve” but: “Ada”",
    "a payment of another amount": "Omar has no payment of $1,250.01. Payments: $1,250.00.",
}


@pytest.fixture(scope="module")
def not_so(tmp_path_factory):
    return run_behave(str(STORY / "not_so.feature"), junit=tmp_path_factory.mktemp("not_so"))


@pytest.mark.parametrize("scenario", SAYS)
def test_it_fails_and_says_why(not_so, scenario):
    assert not_so.status(scenario) == "failed", not_so.output[-4000:]
    assert SAYS[scenario] in not_so.message(scenario)


def test_no_scenario_is_forgotten(not_so):
    assert set(not_so.scenarios) == set(SAYS)
