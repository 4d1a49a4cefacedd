"""Paths from the folder that the run was started in, wherever a step may have gone since."""

import os

_START = os.getcwd()


def absolute(path: str) -> str:
    """Where a file is that behave knows by its path from the folder of the run."""
    return os.path.join(_START, path)


def relative(path: str) -> str:
    """A file's path from the folder of the run, where it is below it."""
    found = os.path.relpath(absolute(path), _START) if _same_drive(path) else path
    return path if found.startswith("..") else found.replace(os.sep, "/")


def shortened(text: str) -> str:
    """A text in which files below the folder of the run have their path from there."""
    return text.replace(f"{_START}{os.sep}", "")


def _same_drive(path: str) -> bool:
    return os.path.splitdrive(absolute(path))[0] == os.path.splitdrive(_START)[0]
