"""What text that a person enters may hold, on every page and in every API call.

Characters that nobody sees and that change what others read are refused: control characters, those that
change the direction of text, and those without a width. Text of several lines may hold tabs and line breaks.
U+200C and U+200D are allowed everywhere: Persian, several Indian scripts and many emoji are misspelt without
them. Lone surrogates and noncharacters are refused too: not every database and PDF file can hold them.
"""

import re

from django.core.exceptions import ValidationError
from django.db import models

from common.refusals import TextTooLong, UnusableText

# As in a regular expression's set.
INVISIBLE = (
    r"\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff0-\ufffb"
    r"\ufffe\uffff"
)
# No escape names these in both Python and JavaScript, and so the API's description leaves them out.
BEYOND = r"\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
LINE = rf"^[^\x00-\x1f{INVISIBLE}]+$"
LINES = rf"^[^\x00-\x08\x0b\x0c\x0e-\x1f{INVISIBLE}]+$"
NOT_IN_A_LINE = re.compile(rf"[\x00-\x1f{INVISIBLE}{BEYOND}]")
NOT_IN_LINES = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f{INVISIBLE}{BEYOND}]")
LONGEST_SEARCH = 100  # characters that a search or a filter takes

_WITHIN = str.maketrans("“”", "‘’")


def validate_line(text: str) -> None:
    """Raises ValidationError where one line of text holds a character that it may not."""
    _validate(NOT_IN_A_LINE.search(text))


def validate_lines(text: str) -> None:
    """Likewise for text of several lines, which may hold tabs and line breaks."""
    _validate(NOT_IN_LINES.search(text))


def require_line(name: str, text: str, *, most: int) -> None:
    """Raises UnusableText where one line of text holds a character that it may not, and TextTooLong.

    `name` is what the refusal calls the text, `most` the number of characters that it may have.
    """
    _require(name, text, NOT_IN_A_LINE, most)


def require_lines(name: str, text: str, *, most: int) -> None:
    """Likewise for text of several lines, which may hold tabs and line breaks."""
    _require(name, text, NOT_IN_LINES, most)


class _TextField:
    """A column whose text people enter. Its migrations are those of Django's column `kind`.

    Forms refuse what it may not hold. Rows from before that rule are read without such characters.
    """

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{self.kind}", args, kwargs

    def from_db_value(self, value: str | None, expression, connection) -> str | None:
        return self.unusable.sub("", value) if value else value


class LineField(_TextField, models.CharField):
    """A line of text."""

    kind = "CharField"
    unusable = NOT_IN_A_LINE
    default_validators = (validate_line,)


class LinesField(_TextField, models.TextField):
    """Text of several lines."""

    kind = "TextField"
    unusable = NOT_IN_LINES
    default_validators = (validate_lines,)


def quoted(text: str) -> str:
    """The text in quotation marks; those within it become single ones."""
    return f"“{text.translate(_WITHIN)}”"


def _validate(found: re.Match | None) -> None:
    if found:
        character = named(found[0])
        raise ValidationError(f"This contains the character {character}, which is not allowed.", "unusable")


def _require(name: str, text: str, unusable: re.Pattern, most: int) -> None:
    if found := unusable.search(text):
        raise UnusableText(name, named(found[0]))
    if len(text) > most:
        raise TextTooLong(name, most)


def named(character: str) -> str:
    """What a message calls a character that nobody sees: U+202E."""
    return f"U+{ord(character):04X}"
