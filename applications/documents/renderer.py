"""The one door through which papers are made: data in, PDF out, by Typst."""

import hashlib
import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path

import typst

from applications import refusals

TEMPLATES = Path(__file__).parent / "templates"
FONTS = Path(__file__).parent / "fonts"
# How Typst says that a text has a letter which none of the fonts can show.
NO_SUCH_LETTER = re.compile(r'the text `"(.+)"` could not be displayed')


@cache
def _fonts() -> typst.Fonts:
    # The package's own alone: the system's differ between machines, and Typst's between releases.
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def render(template: str, data: dict, *, title: str, moment: datetime) -> bytes:
    """A tagged PDF (PDF/UA-1) of `data`, which is JSON, set in one of the templates.

    The same arguments give the same bytes, on every machine: `moment` is the only date that the file knows.
    Texts are printed as they are, even if they look like markup. Raises NotPrintable where a text has a
    letter that the fonts have not, TypstWarning where Typst had doubts, TypstError where a template is wrong.
    """
    try:
        pdf, warnings = typst.compile_with_warnings(
            TEMPLATES / f"{template}.typ",
            root=TEMPLATES,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            # As data and never as markup that is put together: nothing in it is read as Typst.
            sys_inputs={"title": title, "data": json.dumps(data)},
            format="pdf",
            pdf_standards="ua-1",
            timestamp=int(moment.timestamp()),
        )
    except typst.TypstError as error:
        if missing := NO_SUCH_LETTER.search(error.message):
            raise refusals.NotPrintable(missing[1]) from error
        raise
    if warnings:
        raise warnings[0]
    return pdf


@cache
def paper_template_version(template: str) -> str:
    """Names the wording: it changes whenever the template's own source does, and not with the letterhead."""
    return hashlib.sha256((TEMPLATES / f"{template}.typ").read_bytes()).hexdigest()
