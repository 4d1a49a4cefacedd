"""A page of 300 scenarios, each with its evidence, stays under 2 MB."""

from itertools import pairwise

from pdfs import pdf
from streams import Outcome, Stream, attachment, mail, notification, sent, timeline

SCENARIOS = 300
PAPERS = 40
NAMES = ["Omar", "Nora", "Ada", "Bella", "Carl", "Ines", "Juri"]
STYLE = "<style>" + "".join(f".cell{number} {{ padding: {number}px; }}" for number in range(60)) + "</style>"


def letter(number: int):
    name = NAMES[number % len(NAMES)]
    words = [f"<p>Dear {name}, loan HL-{number}: you owe ${number * 17}.00 by {number % 28 + 1} March.</p>"]
    words += [f"<p>Paragraph {part} of letter {number % 50}.</p>" for part in range(10)]
    return mail(
        f"Loan HL-{number}", f"Dear {name}, loan HL-{number}.", f"<html>{STYLE}{''.join(words)}</html>"
    )


def paper(number: int) -> bytes:
    name = NAMES[number % len(NAMES)]
    lines = [f"Dear {name}", f"Loan HL-{number}", f"Amount ${number * 1250}.00"]
    return pdf(
        [*lines, *(f"Condition {part} of every loan of ours" for part in range(18))], [f"Signed, {name}"]
    )


def what_happened(number: int):
    times = [f"2025-03-{day:02}T09:{number % 60:02}:00+11:00" for day in range(1, 21)]
    tasks = [
        {"at": at, "kind": "task", "caption": f"deliver {following}", "name": "users.tasks.deliver"}
        for at, following in pairwise(times)
    ]
    return timeline(*tasks, notification(f"Loan HL-{number} moved.", NAMES[number % len(NAMES)]))


def of_scenario(number: int) -> Outcome:
    attached = [*sent(letter(number)), what_happened(number)]
    if number < PAPERS:
        attached.append(attachment(paper(number), "application/pdf", f"{number}.pdf"))
    return Outcome(attached=attached)


def feature(first: int) -> str:
    steps = "\n".join(f"    And a step of words about thing {part}" for part in range(5))
    return f"Feature: {first}\n" + "\n".join(
        f"  Scenario: number {number}\n    When it is {number}\n{steps}"
        for number in range(first, first + 10)
    )


def test_three_hundred_scenarios_with_their_evidence():
    features = {f"features/1_a/{first:03}.feature": feature(first) for first in range(0, SCENARIOS, 10)}
    stream = Stream(features, {f"it is {number}": of_scenario(number) for number in range(SCENARIOS)})
    html = stream.page()
    assert html.count('<article class="scenario') == SCENARIOS
    assert len(html.encode()) < 2_000_000
