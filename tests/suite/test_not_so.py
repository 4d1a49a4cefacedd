"""A phrase that denies something fails if it is so, and if there was nothing to look at."""

import pytest

from tests.suite.behave_run import STORY, run_behave

SAYS = {
    "an e-mail says it": "no such line in the e-mail “Loan application HL-OMAR”",
    "somebody receives the e-mail": "Expected: no such e-mail but: · Loan application HL-OMAR",
    "somebody will receive the e-mail": "Loan application HL-OMAR (queued)",
    "somebody is told it": "Expected: no such notification but: · HL-OMAR (Omar) is now at “Pre-approval”.",
    "one of them is told it": "no such notification to Ben",
    "the page says it": "Expected: no such line under “Inquiry” but: · HL-OMAR",
    "a reminder is on record": "Expected: no reminder but:",
    "no e-mail that could say it": "Expected: an e-mail “Loan application HL-OMAR”",
    "an e-mail that nobody receives": "Nobody else received an e-mail “Loan application HL-OMARR”",
    "words that nobody is told": "Nobody else was told “HL-OMAR (Omar) is now at “Preapproval”.”",
    "a person without an inbox": "Omar has no login, so nothing is in the inbox that could be looked at.",
    "a page that does not exist": "/applications/HL-OMAR/ shows Cora no page but status 404",
    "a repayment that does not exist": "Omar has no repayment on 15 March 2025, so this checks nothing.",
    "other arrears": "1250.00",
    "another balance": "0.00",
    "arrears of another day": "No arrears of Omar are recorded on 16 March 2025. Days recorded: 15",
    "another pause": "Ben",
    "a pause by somebody who may not": "Ben may not enter hardship pauses: only admins find the admin pages.",
    "a pause that ends before it begins": "The hardship pause was not accepted:",
    "a pause that was never granted": "Omar's loan has no hardship pause that could be ended.",
    "another person recorded it": "Ada",
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
