"""The screen on which a run's browser shows pages: its size, and whether people prefer dark pages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

# Of behave's userdata: -D window=390x844 -D scheme=dark
WINDOW, SCHEME = "window", "scheme"
SCHEMES = ("light", "dark")
SIZE = re.compile(r"(\d{1,4})x(\d{1,4})", re.ASCII)
# Pixels: a browser draws nothing on less, and needs minutes for more.
SMALLEST, LARGEST = 100, 4000


@dataclass(frozen=True)
class Screen:
    """Width and height of a window in CSS pixels, and the colour scheme that people prefer."""

    width: int = 1100
    height: int = 700
    scheme: str = "light"


USUAL = Screen()


def screen_asked_for(userdata: Mapping[str, str]) -> Screen:
    """Return the screen that `-D window` and `-D scheme` ask for, with the usual values of what they leave out.

    Raises ValueError where there is no such screen, or no browser that would show one.
    """
    browser = userdata.get("browser", "no")
    if browser not in ("yes", "no"):
        raise ValueError(f"-D browser is yes or no, not '{browser}'.")
    asked = {name: userdata[name] for name in (WINDOW, SCHEME) if name in userdata}
    if asked and browser != "yes":
        raise ValueError(f"-D {next(iter(asked))} is of a browser: add -D browser=yes.")
    sizes = _sizes(asked[WINDOW]) if WINDOW in asked else {}
    scheme = asked.get(SCHEME, USUAL.scheme)
    if scheme not in SCHEMES:
        raise ValueError(f"-D {SCHEME} is {' or '.join(SCHEMES)}, not '{scheme}'.")
    return Screen(**sizes, scheme=scheme)


def _sizes(text: str) -> dict[str, int]:
    found = SIZE.fullmatch(text)
    sizes = [int(size) for size in found.groups()] if found else []
    if not sizes or not all(SMALLEST <= size <= LARGEST for size in sizes):
        raise ValueError(
            f"-D {WINDOW} is width and height in pixels, {SMALLEST} to {LARGEST}, such as 390x844, not '{text}'."
        )
    return dict(zip(("width", "height"), sizes, strict=True))
