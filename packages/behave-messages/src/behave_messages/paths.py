"""Paths relative to the folder in which the run started, even after a step has changed the folder."""

import os

_START = os.getcwd()


def absolute(path: str) -> str:
    """The absolute path of a file that behave knows by its path from the start folder."""
    return os.path.join(_START, path)


def relative(path: str) -> str:
    """A file's path from the start folder, or the path as given if the file is not below it."""
    found = os.path.relpath(absolute(path), _START) if _same_drive(path) else path
    return path if found.startswith("..") else found.replace(os.sep, "/")


def shortened(text: str) -> str:
    """A text with the start folder removed from the paths in it."""
    return text.replace(f"{_START}{os.sep}", "")


def _same_drive(path: str) -> bool:
    return os.path.splitdrive(absolute(path))[0] == os.path.splitdrive(_START)[0]
