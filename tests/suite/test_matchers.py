"""What a failed expectation says: what was expected, and what was there instead."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hamcrest import assert_that, contains_string

from features.drivers.emails import Emails
from features.drivers.matchers import (
    assert_none,
    has_count,
    has_email,
    has_frame_saying,
    has_line,
    has_notification,
    is_nothing,
    is_value,
)
from features.drivers.table_matchers import has_exactly_rows, has_rows
from features.drivers.text_matchers import does_not_say, says
from timeskip.proof import take_looked_at


def letters(*subjects: str) -> list:
    return [SimpleNamespace(subject=subject) for subject in subjects]


def notifications(*messages: str) -> list:
    return [SimpleNamespace(message=message) for message in messages]


def frames(*messages: str) -> list:
    return [{"type": "notification", "notification": {"message": message}} for message in messages]


def failure(items, matcher) -> str:
    with pytest.raises(AssertionError) as failed:
        assert_that(items, matcher)
    return str(failed.value)


@pytest.mark.parametrize(
    ("items", "matcher"),
    [
        (letters("One", "Two"), has_email("Two")),
        (notifications("One", "Two"), has_notification("One")),
        ([*frames("One"), {"type": "unread_count", "count": 1}], has_frame_saying("One")),
        (["One", "Two"], has_line("Two")),
        ([], is_nothing("e-mail")),
    ],
)
def test_what_is_there_matches(items, matcher):
    assert matcher.matches(items)


@pytest.mark.parametrize(
    ("items", "matcher", "expected"),
    [
        (letters("One", "Two"), has_email("Thre"), "an e-mail “Thre”"),
        (notifications("One", "Two"), has_notification("On"), "a notification “On”"),
        (frames("One", "Two"), has_frame_saying("one"), "a live notification “one”"),
        (["One", "Two"], has_line("Tw"), "a line “Tw”"),
        (["One", "Two"], is_nothing("e-mail"), "no e-mail"),
    ],
)
def test_what_is_there_instead_is_listed(items, matcher, expected):
    assert failure(items, matcher) == f"\nExpected: {expected}\n     but: \n    · One\n    · Two\n"


@pytest.mark.parametrize(
    ("matcher", "expected", "said"),
    [
        (has_email("One"), "an e-mail “One”", "there was no e-mail at all"),
        (has_notification("One"), "a notification “One”", "there was no notification at all"),
        (has_frame_saying("One"), "a live notification “One”", "there was no live notification at all"),
        (has_line("One"), "a line “One”", "there was no line at all"),
    ],
)
def test_where_nothing_is_there_it_says_so(matcher, expected, said):
    assert failure([], matcher) == f"\nExpected: {expected}\n     but: {said}\n"


def test_a_frame_that_tells_nothing_is_shown_as_it_came():
    count = {"type": "unread_count", "count": 3}
    said = failure([count, *frames("One")], has_frame_saying("Twenty"))
    assert_that(said, contains_string('    · {"type": "unread_count", "count": 3}\n    · One'))


def test_the_nearest_is_shown_with_the_words_that_differ():
    told = notifications("Sent.", "Omar is now at “Pre-approval”.")
    said = failure(told, has_notification("Omar is now at “Valuation”."))
    assert "    - Omar is now at «“Valuation”.»\n    + Omar is now at «“Pre-approval”.»\n" in said


@pytest.mark.parametrize(
    ("found", "matcher", "expected", "said"),
    [
        (Decimal("1250.00"), is_value(Decimal("250.5")), "$250.50", "$1,250.00"),
        (date(2025, 3, 14), is_value(date(2025, 3, 4)), "4 March 2025", "14 March 2025"),
        (None, is_value("HL-OMAR"), "“HL-OMAR”", "nothing"),
        ([], is_value(["One"]), "“One”", "nothing"),
        (True, is_value(False), "no", "yes"),
        (["One"], has_count(2, "e-mail"), "2 e-mails", "there is 1 e-mail\n    · One"),
        (["One", "Two"], has_count(0, "e-mail"), "no e-mail", "there are 2 e-mails\n    · One\n    · Two"),
    ],
)
def test_values_and_counts_are_in_peoples_words(found, matcher, expected, said):
    assert failure(found, matcher) == f"\nExpected: {expected}\n     but: {said}\n"


def test_a_long_list_is_shown_in_part_and_attached_whole():
    take_looked_at()
    said = failure([f"News no. {number}" for number in range(70)], has_count(3, "notification"))
    assert "    · News no. 19\n    (and 50 more)" in said
    ((_, whole),) = take_looked_at()
    assert whole.splitlines()[-1] == "News no. 69"


class TestRows:
    there = [{"number": str(number), "due": f"{number} May", "owed": "$10.00"} for number in range(1, 361)]

    def test_rows_that_are_there_match(self):
        assert has_exactly_rows([{"number": str(number)} for number in range(1, 361)]).matches(self.there)
        assert has_rows([{"number": "7", "due": "7 May"}]).matches(self.there)
        assert not has_exactly_rows([{"number": "1"}]).matches(self.there)

    def test_no_row_is_not_among_others(self):
        assert not has_rows([]).matches(self.there)

    def test_only_rows_that_differ_are_shown_with_their_cells_marked(self):
        take_looked_at()
        expected = [dict(row) for row in self.there]
        expected[200]["owed"] = "$0.00"
        said = failure(self.there, has_exactly_rows(expected))
        assert "    - | 201    | 201 May | «$0.00»  |\n    + | 201    | 201 May | «$10.00» |\n" in said
        assert len(said.splitlines()) < 8
        ((_, whole),) = take_looked_at()
        assert len(whole.splitlines()) == 362

    def test_many_rows_that_differ_are_counted(self):
        said = failure(self.there, has_exactly_rows([{"number": "no"}] * 360))
        assert "(and 704 more rows that differ)" in said
        assert len(said.splitlines()) < 25

    def test_the_nearest_row_stands_beside_one_that_is_missing(self):
        said = failure(self.there, has_rows([{"number": "7", "due": "8 June", "owed": "$10.00"}]))
        assert "    - | 7      | «8 June» | $10.00 |\n    + | 7      | «7 May»  | $10.00 |" in said

    @pytest.mark.parametrize("matcher", [has_exactly_rows, has_rows])
    @pytest.mark.parametrize(
        ("expected", "found", "said"),
        [
            ({"count": 2}, {"count": "2"}, "- | 2 (int) |\n    + | 2       |"),
            ({"count": "2"}, {"count": 2}, "- | 2       |\n    + | 2 (int) |"),
            ({"more": True}, {"more": 1}, "- | True (bool) |\n    + | 1 (int)     |"),
            ({"more": False}, {"more": "False"}, "- | False (bool) |\n    + | False        |"),
            ({"reason": ""}, {}, "- |           |\n    + | (missing) |"),
            ({"reason": ""}, {"reason": None}, "+ | None (NoneType) |"),
        ],
    )
    def test_a_cell_is_of_the_same_type_and_there(self, matcher, expected, found, said):
        assert matcher([expected]).matches([dict(expected)])
        assert not matcher([expected]).matches([found])
        assert said in failure([found], has_exactly_rows([expected]))

    def test_where_there_is_no_row_each_expected_one_is_missing(self):
        said = failure([], has_exactly_rows([{"number": "1"}]))
        assert "there is no row. - is expected" in said
        assert "    - | 1      |" in said


class TestTexts:
    text = "Dear Omar,\nyour repayment of $1,250.00 is due tomorrow.\n\nHarbour Lending"

    def test_a_text_that_says_it_matches(self):
        assert says("Dear Omar", "$1,250.00").matches(self.text)
        assert does_not_say("Nora").matches(self.text)

    def test_the_line_that_differs_is_marked(self):
        said = failure(self.text, says("Dear Omar", "your repayment of $999.00 is due tomorrow."))
        assert "1 of 2 are not there\n    - your repayment of «$999.00» is due tomorrow.\n" in said
        assert "    + your repayment of «$1,250.00» is due tomorrow." in said

    def test_of_a_long_line_only_the_part_is_shown(self):
        text = " ".join(["Other words"] * 300 + self.text.split())
        said = failure(text, says("repayment of $1,250.00 is due today."))
        assert max(map(len, said.splitlines())) < 200
        assert "+ repayment of $1,250.00 is due «tomorrow.»" in said

    def test_of_a_long_text_the_lines_around_the_nearest_are_shown(self):
        text = " ".join([*["Other words"] * 300, "Omar owes $1,250.00", *["Many more"] * 300])
        said = failure(text, says("Omar owes $1,250.01")).partition("What it says:")[2].splitlines()
        assert len(said) == 15
        assert "Omar owes $1,250.00" in "".join(said)
        assert said[1].strip() == "(24 lines before)"
        assert said[-1].strip() == "(and 20 more lines)"

    def test_rows_of_the_same_number_differ_in_content(self):
        said = failure([{"who": "Nora"}], has_exactly_rows([{"who": "Omar"}]))
        assert "Expected: exactly 1 row\n     but: there is 1 row with other content. - is expected" in said

    def test_of_several_blanks_only_one_counts(self):
        text = "Application: HL-OMAR\nAmount:      $250,000.00"
        assert says("Amount: $250,000.00", "Amount:   $250,000.00").matches(text)
        assert "+ Amount: «$250,000.00»" in failure(text, says("Amount: $250,000.01"))

    @pytest.mark.parametrize("matcher_of", [says, does_not_say])
    def test_empty_words_are_refused(self, matcher_of):
        with pytest.raises(AssertionError, match="The words to look for are empty"):
            matcher_of(" ")

    def test_no_text_says_nothing_and_hides_nothing(self):
        assert "there was no text at all" in failure(" ", does_not_say("Nora"))

    def test_what_should_not_be_there_is_marked_in_its_place(self):
        assert "your repayment of «$1,250.00» is due" in failure(self.text, does_not_say("$1,250.00"))


def test_where_there_is_none_it_is_attached_what_was_looked_at():
    take_looked_at()
    assert_none("e-mail", [], among="Omar's e-mails")
    assert take_looked_at() == [("looked at.txt", "There was no e-mail among Omar's e-mails.")]
    with pytest.raises(AssertionError, match="Omar's e-mails\nExpected: no e-mail\n"):
        assert_none("e-mail", letters("One"), among="Omar's e-mails")


@pytest.mark.parametrize("denied", ["Balance $5", "Suspected fraud", "Overdue by <7 days"])
def test_a_denial_looks_at_words_that_only_the_html_has(denied):
    markup = (
        "<table><tr><td>Balance</td><td>$5</td></tr></table>"
        "<p>Suspected f<b>rau</b>d</p><p>Overdue by &lt;7 days</p>"
    )
    email = SimpleNamespace(subject="News", text="Dear Omar", html=markup)
    omar = SimpleNamespace(address="omar@example.com")
    emails = Emails(
        people=SimpleNamespace(person=lambda who: omar),
        tasks=None,
        story=SimpleNamespace(mail=SimpleNamespace(to=lambda address: [email])),
        resources=None,
    )
    said = emails.words_of("Omar", "News")
    assert not does_not_say(denied).matches(said)
    assert does_not_say("Balance $6").matches(said)


def test_half_a_sentence_is_not_the_sentence():
    assert not has_notification("One").matches(notifications("One and more"))
