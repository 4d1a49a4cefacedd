"""Found stories as scenarios in the suite's own words, which `manage.py behave` runs."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from behave.i18n import languages
from behave.model import Step

MOST_LETTERS = 50  # of a file's name
# What stands around a text below a step, and for a bar inside of a cell.
QUOTES = ('"""', "'''")
BAR = r"\|"
# By which a file that exploring wrote is known in every language.
FOUND = "Found by exploring"
_FIRST_LINE = re.compile(rf"[^:\n]+: {FOUND}\s".encode())


def remove_written(folder: Path, theme: str) -> None:
    """Remove what an earlier run has written of a theme, and leave what people wrote beside it."""
    own = folder_of(folder, theme)
    for file in own.glob("*.feature"):
        if _FIRST_LINE.match(file.read_bytes()):
            file.unlink()
    with suppress(OSError):
        own.rmdir()


def write(folder: Path, theme: str, title: str, steps: Sequence[str], language: str | None = None) -> Path:
    """Write a story as a feature into its theme's own folder; returns its file."""
    own, name = folder_of(folder, theme), _file_name(title)[:MOST_LETTERS].rstrip("-")
    own.mkdir(parents=True, exist_ok=True)
    file = own / f"{name}.feature"
    number = 1
    while file.exists():
        number += 1
        file = own / f"{name}-{number}.feature"
    file.write_text(as_feature(title, steps, language), encoding="utf-8")
    return file


def as_feature(title: str, steps: Sequence[str], language: str | None = None) -> str:
    """Return a feature of one scenario as it is written, in the language of its steps; by default English."""
    words = languages[language or "en"]
    lines = "\n".join(f"    {line}" if line else "" for step in steps for line in _outdented(step))
    return f"{words['feature'][0]}: {FOUND}\n\n  {words['scenario'][-1]}: {title}\n{lines}\n"


def as_text(step: Step) -> str:
    """Return a step with the table or the text below it as it stands in a feature."""
    lines = [f"{step.keyword} {step.name}"]
    if step.table:
        rows = [step.table.headings, *(row.cells for row in step.table)]
        lines += [f"| {' | '.join(cell.replace('|', BAR) for cell in row)} |" for row in rows]
    if step.text is not None:
        quotes = QUOTES[1] if QUOTES[0] in step.text else QUOTES[0]
        lines += [quotes, *step.text.split("\n"), quotes]
    return "\n".join(lines)


def _outdented(text: str) -> Iterator[str]:
    """Yield the lines of steps, without indentation save that of a text below one."""
    quotes, indent = "", ""
    for line in text.strip().splitlines():
        bare = line.strip()
        if quotes and bare != quotes:
            yield line.removeprefix(indent)
            continue
        if quotes:
            quotes = ""
        elif bare.startswith(QUOTES):
            quotes, indent = bare[:3], line[: len(line) - len(line.lstrip())]
        yield bare


def folder_of(folder: Path, theme: str) -> Path:
    """Return the folder of a theme's own."""
    return folder / _file_name(theme)


def _file_name(words: str) -> str:
    return re.sub(r"\W+", "-", words.lower()).strip("-")
