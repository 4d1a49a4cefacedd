"""Phrases: step definitions as Cucumber expressions, with words, a dictionary, and failures that explain themselves.

In features/environment.py:

    from timeskip.gherkin import DAY, Word, to_day, use_phrases

    use_phrases([Word("day", DAY, date, to_day, "Friday 7 March 2025")])

They need `timeskip.behave.runner.StoryRunner`, which `manage.py behave` uses unless behave.ini names another runner.
"""

from timeskip.extras import needed

with needed("behave", "Phrases need"):
    from timeskip.gherkin.failure import shortened
    from timeskip.gherkin.phrase import is_last, use_phrases
    from timeskip.gherkin.tables import cells, column, lines, rows, whole_text

from timeskip.gherkin.words import DAY, MOMENT, Note, Word, label_of, one_of, to_day, to_moment

__all__ = [
    "DAY",
    "MOMENT",
    "Note",
    "Word",
    "cells",
    "column",
    "is_last",
    "label_of",
    "lines",
    "one_of",
    "rows",
    "shortened",
    "to_day",
    "to_moment",
    "use_phrases",
    "whole_text",
]
