"""PDFs, as their readers see them."""

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
    return [page.extract_text() for page in opened(file).pages]
