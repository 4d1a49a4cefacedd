"""The work as a feature, for the two variants that read Gherkin."""

from pathlib import Path
from shutil import copytree, ignore_patterns

from bench.facts import NEWS, WAITING, WHO

HERE = Path(__file__).parent

STORY = f"""\
Feature: News

  Scenario Outline: News arrives at an open tab, time <time>
    Given {WHO} is an admin
    And {WAITING} notifications wait in {WHO}'s inbox
    And {WHO} is online
    When the outbox is swept
    And {WHO} is told the news
    Then {WHO} sees "{NEWS}" live
    And {WHO} sees {WAITING + 1} unread

    Examples:
      | time |
"""


def lay_out(variant: str, *, into: Path, repetitions: int) -> Path:
    """Copy a variant's hooks and steps, and write the feature beside them. Returns the feature file."""
    folder = into / variant
    copytree(HERE / variant, folder, ignore=ignore_patterns("__pycache__"))
    rows = "".join(f"      | {time} |\n" for time in range(1, repetitions + 1))
    feature = folder / "news.feature"
    feature.write_text(STORY + rows)
    return feature
