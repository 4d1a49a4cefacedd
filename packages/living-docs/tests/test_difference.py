"""What differs between expected and actual is marked, and nothing else."""

import pytest
from streams import Stream, broken

from living_docs.difference import MOST_WORDS, marked


@pytest.mark.parametrize(
    ("expected", "actual", "left", "right"),
    [
        ("4 days overdue", "3 days overdue", "<mark>4</mark> days overdue", "<mark>3</mark> days overdue"),
        ("a b c d", "a b c d", "a b c d", "a b c d"),
        ("one two three four", "one three four", "one<mark> two</mark> three four", "one three four"),
        (
            "a, b, c and d e",
            "a, b, c and x y",
            "a, b, c and <mark>d e</mark>",
            "a, b, c and <mark>x y</mark>",
        ),
        ("", "all of it", "", "all of it"),
    ],
)
def test_words_that_only_one_side_has_are_marked(expected, actual, left, right):
    assert marked(expected, actual) == (left, right)


def test_texts_that_have_little_in_common_have_no_marks():
    assert marked("an e-mail “Your loan is due”", "there was no e-mail at all") == (
        "an e-mail “Your loan is due”",
        "there was no e-mail at all",
    )


def test_of_a_list_the_nearest_line_is_compared():
    expected, actual = marked("the loan is 4 days late", "Hello\nthe loan is 3 days late\nBye")
    assert expected == "the loan is <mark>4</mark> days late"
    assert actual == "Hello\nthe loan is <mark>3</mark> days late\nBye"


def test_the_marks_of_a_suite_are_taken():
    actual = "the nearest differs\n    - 4 days «and» a <b>\n    + «3» days a <b>\nThere is\n    · «x» - y"
    expected, found = marked("a note “4 days and a <b>”", actual)
    assert expected == "a note “4 days <mark>and</mark> a &lt;b&gt;”"
    assert found == (
        "the nearest differs\n    + <mark>3</mark> days a &lt;b&gt;\nThere is\n    · <mark>x</mark> - y"
    )


def test_several_lines_that_a_suite_marked_stay_beside_each_other():
    actual = "rows differ\n- a «1»\n+ a «2»\n- b «1»\n+ b «2»"
    assert marked("a table", actual) == (
        "a table",
        "rows differ\n- a <mark>1</mark>\n+ a <mark>2</mark>\n- b <mark>1</mark>\n+ b <mark>2</mark>",
    )


def test_words_in_angle_quotes_are_no_marks():
    assert marked("« a » b c d e", "« a » b c d f")[1] == "« a » b c d <mark>f</mark>"


def test_a_list_without_a_near_line_has_no_marks():
    assert marked("the loan is 4 days late", "· Hello\n· Bye")[1] == "· Hello\n· Bye"


def test_a_text_is_never_markup():
    expected, actual = marked("<b> & c d e f", "<i> & c d e f")
    assert expected == "&lt;<mark>b</mark>&gt; &amp; c d e f"
    assert actual == "&lt;<mark>i</mark>&gt; &amp; c d e f"


def test_a_long_text_is_compared_by_line():
    lines = [f"line {number} of many" for number in range(MOST_WORDS)]
    other = [*lines[:7], "another line", *lines[8:]]
    expected, actual = marked("\n".join(lines), "\n".join(other))
    assert "<mark>line 7 of many\n</mark>" in expected
    assert "<mark>another line\n</mark>" in actual
    assert expected.count("<mark>") == 1


def test_the_page_shows_the_marks():
    text = "Feature: x\n Scenario: y\n  Then z"
    html = Stream({"f/x.feature": text}, {"z": broken("Expected: '4 days'\n     but: was '3 days'")}).page()
    assert '<pre tabindex="0">&#39;<mark>4</mark> days&#39;</pre>' in html
    assert '<pre tabindex="0">&#39;<mark>3</mark> days&#39;</pre>' in html
