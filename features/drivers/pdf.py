"""PDFs, as their readers see them."""

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from pypdf import PdfReader


def opened(file: BinaryIO) -> "PdfReader":
    """Return a PDF's reader."""
    # A twentieth of the time to a run's first step, and few scenarios read a PDF.
    from pypdf import PdfReader

    return PdfReader(file)


def pages_of(file: BinaryIO) -> list[str]:
    """Return the text of each page of a PDF."""
    return list(_pages_in(file.read()))


@lru_cache(maxsize=32)
def _pages_in(content: bytes) -> tuple[str, ...]:
    # A scenario's steps read one document again and again.
    return tuple(page.extract_text() for page in opened(BytesIO(content)).pages)
