"""The types of file that people hand in, told apart by how their content begins."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FileType:
    """A type of file that any browser shows."""

    name: str
    suffix: str
    content_type: str
    beginning: bytes


FILE_TYPES = (
    FileType("PDF", ".pdf", "application/pdf", b"%PDF-"),
    FileType("JPEG", ".jpg", "image/jpeg", b"\xff\xd8\xff"),
    FileType("PNG", ".png", "image/png", b"\x89PNG\r\n\x1a\n"),
)
LONGEST_BEGINNING = max(len(one.beginning) for one in FILE_TYPES)  # bytes


def file_type_of(beginning: bytes) -> FileType | None:
    """The type of a file by its first bytes, not by its name; None for any other."""
    return next((one for one in FILE_TYPES if beginning.startswith(one.beginning)), None)


def content_type_of(name: str) -> str:
    """The content type of a stored file, whose suffix is its type's; a PDF's for what was stored before."""
    found = (one.content_type for one in FILE_TYPES if name.endswith(one.suffix))
    return next(found, FILE_TYPES[0].content_type)
