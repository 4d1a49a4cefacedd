"""The screen of a run's browser: what may be asked for."""

import pytest

from timeskip.stacks.real.screen import Screen, screen_asked_for


@pytest.mark.parametrize(
    ("asked", "screen"),
    [
        ({}, Screen(1100, 700, "light")),
        ({"window": "390x844"}, Screen(390, 844, "light")),
        ({"scheme": "dark"}, Screen(1100, 700, "dark")),
        ({"window": "1280x800", "scheme": "light"}, Screen(1280, 800, "light")),
    ],
)
def test_what_is_left_out_has_its_usual_value(asked: dict[str, str], screen: Screen) -> None:
    assert screen_asked_for({"browser": "yes", **asked}) == screen


def test_without_a_browser_nothing_needs_a_screen() -> None:
    assert screen_asked_for({"browser": "no"}) == Screen()


@pytest.mark.parametrize("size", ["390", "390x", "390x844x2", "99x844", "390x4001", "wide", "", "390X844", "٣٩٠x844"])
def test_a_window_of_no_size_is_refused(size: str) -> None:
    with pytest.raises(ValueError, match=f"such as 390x844, not '{size}'"):
        screen_asked_for({"browser": "yes", "window": size})


def test_an_unknown_scheme_is_refused() -> None:
    with pytest.raises(ValueError, match="light or dark, not 'sepia'"):
        screen_asked_for({"browser": "yes", "scheme": "sepia"})


@pytest.mark.parametrize("browser", ["Yes", "true", ""])
def test_a_browser_is_wanted_or_not(browser: str) -> None:
    with pytest.raises(ValueError, match=f"-D browser is yes or no, not '{browser}'"):
        screen_asked_for({"browser": browser})
    assert screen_asked_for({"browser": "no"}) == Screen()


@pytest.mark.parametrize(("name", "value"), [("window", "390x844"), ("scheme", "dark")])
def test_a_screen_needs_a_browser(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=f"-D {name} is of a browser: add -D browser=yes"):
        screen_asked_for({name: value})
