"""The texts that were sent, as Markdown."""

from pdfs import pdf
from streams import Outcome, Stream, attachment, mail, notification, sent, timeline

from living_docs.wordings import wordings

TEXT = """
Feature: Letters
  Scenario: one
    When one
  Scenario: two
    When two
"""


def written(**attached) -> str:
    outcomes = {step: Outcome(attached=found) for step, found in attached.items()}
    return wordings(Stream({"f/letters.feature": TEXT}, outcomes).run(), title="Loans")


def test_each_text_is_written_once_under_its_kind():
    assert written(
        one=sent(mail("News of $10.00", "Dear Omar,\n# approved")),
        two=[
            *sent(mail("News of $25.00", "Dear Omar,\n# approved", copy=2)),
            timeline(notification("Hello.\nOmar")),
        ],
    ) == (
        "# Loans: what it says\n\n## E-mails\n\n### News of \\$10.00\n\n    Dear Omar,\n    # approved\n\n"
        "## Notifications\n\n    Hello. Omar\n"
    )


def test_nothing_in_a_title_is_read_as_markdown():
    told = written(one=sent(mail("*Fee* of <b> # [Ada](https://example.com)", "Dear Omar")))
    assert "\n### \\*Fee\\* of \\<b\\> \\# \\[Ada\\](https://example.com)\n\n    Dear Omar\n" in told


def test_a_document_is_written_page_by_page():
    paper = attachment(pdf(["for Omar"], ["page 2"], title="Approval"), "application/pdf")
    assert "## Documents\n\n### Approval\n\n    for Omar\n    page 2\n" in written(one=[paper])


def test_a_run_that_sent_nothing_says_so():
    assert written() == "# Loans: what it says\n\nNothing was sent in this run.\n"
