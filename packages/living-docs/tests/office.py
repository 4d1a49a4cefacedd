"""A run that has everything which the page can show, in few scenarios; each needle is in one place only."""

from pathlib import Path
from tempfile import TemporaryDirectory

from pdfs import pdf
from streams import Outcome, Stream, attachment, broken, mail, notification, sent, timeline

from living_docs.changes import changes
from living_docs.history import earlier_runs, history_of, record
from living_docs.page import page

MOVES = """
@loans
Feature: Moves
  A move is news to everybody.

  Background:
    Given Bella is a broker

  Scenario: A letter goes out
    When a letter is written
    Then the dandelion is mentioned

  @slow
  Scenario: A paper is drawn
    When a paper is drawn

  Scenario: Everybody hears of it
    When everybody hears of it
      | who   | how  |
      | Bella | live |

  Scenario: Three letters go out
    When three letters are written

  Rule: Backwards is refused

    Background:
      Given it is funded

    Scenario: It stays where it is
      When she moves it back
      Then it is where it was

    Scenario Outline: To <stage>
      When she moves it to "<stage>"

      @rows
      Examples: Stages
        | stage   |
        | Inquiry |
        | Review  |
        | Closed  |
"""
LATER = """
Feature: Later
  @slow
  Scenario: Nobody has built this
    When nobody reads this
  Scenario: There is no printer
    When it is printed
"""
FILLER = "Feature: Many\n" + "".join(
    f"  Scenario: Number {number}\n    Given a step of number {number}\n    Then it is so\n"
    for number in range(60)
)
TALL = "".join(f"<p>Paragraph {number} of a long letter to Omar.</p>" for number in range(40))
WIDE = f"<table><tr>{''.join(f'<td>Column{number}</td>' for number in range(30))}</tr></table>"
LETTER = f"<html><body style='margin: 20px'><h1>Approval</h1><p>A marigold.</p>{TALL}{WIDE}<a href='https://example.com/'>Away</a></body></html>"
FRAME = {"type": "notification", "notification": {"message": "It moved."}, "unread_count": 2}
TABLE = {"title": "Book", "columns": ["stage", "loans"], "rows": [["Inquiry", "3"], ["Funded", "4"]]}


def _everything() -> list:
    return [
        timeline(
            notification("It moved to Review."),
            {**notification("It is hidden."), "hidden": True},
            {
                "kind": "live",
                "direction": "receives",
                "person": "Bella",
                "frame": FRAME,
                "caption": "Bella sees",
            },
            {
                "kind": "live",
                "direction": "sends",
                "person": "Bella",
                "frame": {"type": "ping"},
                "caption": "ping",
            },
            {
                "kind": "live",
                "direction": "is closed with",
                "person": "Bella",
                "frame": 4001,
                "caption": "closed",
            },
            {"kind": "refusal", "caption": "It cannot go back."},
            {"kind": "report", "caption": "Weekly", "tables": [TABLE]},
            {
                "kind": "command",
                "command": "import bank.csv",
                "lines": ["3 payments"],
                "code": 0,
                "caption": "ran",
            },
            {"kind": "task", "caption": "deliver", "name": "users.tasks.deliver", "result": {"sent": 3}},
            {"kind": "document", "caption": "letter.pdf"},
            {"kind": "idle", "caption": "found nothing to do: sweep (13 times)"},
            {"kind": "unheard of", "caption": "Something."},
        ),
        attachment('{"a": 1}', "application/json", "a.json"),
        attachment("GIF89a", "image/svg+xml", "nothing.svg"),
        attachment(b"\0", "application/octet-stream", "a.bin"),
        {**attachment(b"", "image/png", "shot.png"), "body": "iVBORw0KGgo"},
        {"url": "https://example.com/film.mp4", "mediaType": "video/mp4"},
    ]


def office() -> Stream:
    paper = attachment(
        pdf(["A periwinkle", *map(str, range(20))], ["The end"], title="Offer"), "application/pdf"
    )
    letters = [mail(f"News {number}", f"Plain {number}.", f"<p>News {number}.</p>") for number in range(3)]
    failed = broken("Expected: 'Valuation'\n     but: was a 'hellebore'\n")
    return Stream(
        {
            "features/1_moves/moves.feature": MOVES,
            "features/2_later/later.feature": LATER,
            "features/3_many/many.feature": FILLER,
        },
        {
            "a letter is written": Outcome(attached=sent(mail("Approval", "A marigold.", LETTER))),
            "a paper is drawn": Outcome(attached=[paper]),
            "everybody hears of it": Outcome(attached=_everything()),
            "three letters are written": Outcome(attached=sent(*letters)),
            "she moves it back": Outcome(attached=[timeline(notification("It did not move."))]),
            "it is where it was": failed,
            'she moves it to "Review"': broken("Nothing was refused."),
            'she moves it to "Closed"': Outcome("PENDING", "TODO"),
            "nobody reads this": Outcome("UNDEFINED", "No phrase reads this."),
            "it is printed": Outcome("SKIPPED", "no printer here"),
        },
    )


def the_day_before() -> Stream:
    before = office()
    before.features.pop("features/2_later/later.feature")
    before.outcomes.pop("it is where it was")
    return before


def office_html() -> str:
    """The page of that run, compared with the day before, and with a history of both."""
    before, run = the_day_before(), office().run()
    before.started -= 86_400
    with TemporaryDirectory() as folder:
        record(Path(folder), before.run(), revision="f00")
        history = history_of(earlier_runs(Path(folder), run), run, revision="f00")
    return page(run, title="Office", changes=changes(before.run(), run), history=history)
