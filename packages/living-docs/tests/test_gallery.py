"""Each text that the business sends is there once."""

import pytest
from pdfs import pdf
from streams import Outcome, Stream, attachment, mail, notification, sent, timeline

from living_docs.gallery import Mask
from living_docs.packing import Packed

TEXT = """
Feature: Letters
  Scenario: one
    When one
  Scenario: two
    When two
  Scenario Outline: many
    When many <n>
    Examples:
      | n |
      | 1 |
      | 2 |
"""


def pieces(**attached):
    outcomes = {step.replace("_", " "): Outcome(attached=found) for step, found in attached.items()}
    return Packed(Stream({"f/letters.feature": TEXT}, outcomes).run()).pieces


def told(*messages: tuple[str, str]):
    return [timeline(*(notification(message, name) for message, name in messages))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dear Omar, 3 days.", "Dear Nora, 14 days."),
        ("On Monday 3 March 2025 09:00", "On Friday 12 December 2026 17:30"),
        ("You owe $1,250.00.", "You owe $7.50."),
        ("omar hears", "Nora hears"),
    ],
)
def test_names_dates_and_figures_make_no_other_text(one, other):
    mask = Mask(["Omar", "Nora"])
    assert mask(one) == mask(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Approved.", "Declined."), ("Dear Omar", "Dear Omarion"), ("May", "Mayor")]
)
def test_other_words_do(one, other):
    mask = Mask(["Omar"])
    assert mask(one) != mask(other)


def test_the_same_text_to_others_is_one_piece_with_its_variants():
    (piece,) = pieces(
        one=told(("Omar owes 3.", "Omar"), ("Nora owes 4.", "Nora")), two=told(("Omar owes 3.", "Omar"))
    )
    assert (piece.kind, piece.title) == ("notification", "Omar owes 3.")
    assert len(piece.variants) == 2
    assert piece.scenarios == {"f/letters/one": "one", "f/letters/two": "two"}


def test_different_texts_are_pieces_each():
    found = pieces(one=told(("It is approved.", "Omar"), ("It is declined.", "Omar")))
    assert [piece.title for piece in found] == ["It is approved.", "It is declined."]


def test_refusals_are_pieces():
    refused = {"kind": "refusal", "caption": "The rate is missing."}
    assert [(one.kind, one.title) for one in pieces(one=[timeline(refused)])] == [
        ("refusal", "The rate is missing.")
    ]


def test_e_mails_are_told_apart_by_what_they_say():
    found = pieces(
        one=sent(mail("News", "Approved."), mail("News", "Declined.")),
        two=sent(mail("News", "Approved.", copy=2)),
    )
    assert [(piece.kind, piece.title, len(piece.scenarios)) for piece in found] == [
        ("e-mail", "News", 2),
        ("e-mail", "News", 1),
    ]


def test_documents_are_told_apart_by_their_titles():
    def paper(line, title):
        return [attachment(pdf([line], title=title), "application/pdf")]

    found = pieces(
        one=paper("for Omar", "Approval, loan 1"),
        two=paper("for Nora", "Approval, loan 2"),
        many_1=paper("x", "Offer"),
    )
    assert [(piece.title, len(piece.variants)) for piece in found] == [("Approval, loan 1", 2), ("Offer", 1)]


def test_a_scenario_is_named_once_however_many_rows_it_has():
    (piece,) = pieces(many_1=sent(mail("News")), many_2=sent(mail("News", copy=2)))
    assert piece.scenarios == {"f/letters/many": "many"}


def test_the_page_links_each_piece_to_its_scenarios():
    stream = Stream({"f/letters.feature": TEXT}, {"one": Outcome(attached=sent(mail("News")))})
    gallery = stream.page().partition('id="gallery"')[2].partition('id="dictionary"')[0]
    assert '<a href="#f/letters/one">one</a>' in gallery
    assert "1 scenario<" in gallery


def test_a_run_that_sent_nothing_says_so():
    assert "Nothing left the system in this run." in Stream({"f/letters.feature": TEXT}).page()
