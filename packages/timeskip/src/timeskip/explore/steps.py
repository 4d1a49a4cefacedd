"""Reads the steps that a project declares, in the language of its features."""

from functools import cache

from behave.model import Step
from behave.parser import ParserError, parse_steps

from timeskip.explore.act import WrongDeclaration


@cache
def steps_of(text: str, language: str | None) -> tuple[Step, ...]:
    """Return the steps of a text, a line a step. Raises WrongDeclaration for one that has none."""
    try:
        steps = tuple(parse_steps(text, language))
    except ParserError as error:
        raise WrongDeclaration(f"“{text}” cannot be read as steps: {' '.join(str(error).split())}") from error
    if not steps:
        raise WrongDeclaration(f"“{text}” has no step.")
    return steps
