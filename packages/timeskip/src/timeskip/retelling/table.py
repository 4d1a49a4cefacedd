"""What people read of a project's stories told otherwise: the ways, and what may differ, as a page of Markdown."""

from collections.abc import Iterator

from timeskip.retelling.declared import Retelling
from timeskip.retelling.ways import STACKS, WAYS


def as_markdown(retelling: Retelling) -> str:
    """Return the page."""
    return "\n".join(_lines(retelling)) + "\n"


def _lines(retelling: Retelling) -> Iterator[str]:
    yield from ("# The same stories, told otherwise", "", "Written by `manage.py ways`.", "")
    yield from ("| Way | What is otherwise |", "| --- | --- |")
    for name, sentence in ((way.name, way.sentence) for way in WAYS.values()):
        yield f"| {name} | {sentence} |"
    for name, sentence in STACKS.items():
        yield f"| {name} | {sentence} |"
    yield from ("", "## What may differ", "", "| Way | What | Why |", "| --- | --- | --- |")
    for one in retelling.may_differ:
        yield f"| {_listed(one.ways)} | {one.words} | {one.reason} |"
    yield from (
        "",
        "## What is not told otherwise",
        "",
        "| Way | Scenarios with the step | Why |",
        "| --- | --- | --- |",
    )
    for left_out in retelling.not_retold:
        yield f"| {_listed(left_out.ways)} | … {left_out.step} … | {left_out.reason} |"


def _listed(ways: tuple[str, ...]) -> str:
    return ", ".join("every way" if way == "*" else way for way in ways)
