"""Who says that a comparison was made: hamcrest's `assert_that`, unittest's asserts, a step definition's `assert`."""

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from unittest import TestCase

from timeskip.gherkin.counted_asserts import count_asserts
from timeskip.proof import checked


def count_comparisons() -> None:
    """From now on hamcrest, unittest and the asserts of step definitions that are loaded count what they compare."""
    _count_unittest()
    if find_spec("hamcrest"):
        _count_hamcrest()
    count_asserts()


def _count_unittest() -> None:
    """Make the asserts of `context.test`, behave-django's test case, say that they compare."""
    for name, method in vars(TestCase).copy().items():
        if name.startswith("assert") and not hasattr(method, "is_counted"):
            setattr(TestCase, name, _counted_method(method))


def _counted_method(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def counted(*args: Any, **kwargs: Any) -> Any:
        checked()
        return method(*args, **kwargs)

    counted.is_counted = True  # type: ignore[attr-defined]
    return counted


def _count_hamcrest() -> None:
    from timeskip.gherkin.asked import asks, peeked

    module: Any = import_module("hamcrest.core.assert_that")
    if getattr(module._assert_match, "is_counted", False):
        return
    match, whether = module._assert_match, module._assert_bool

    def counted_match(actual: Any, matcher: Any, reason: str) -> None:
        actual, is_empty = peeked(actual)
        match(actual, matcher, reason)
        if asks(matcher, actual, is_empty=is_empty):
            checked()

    def counted_bool(assertion: bool, reason: str | None = None) -> None:
        whether(assertion, reason)
        checked()

    counted_match.is_counted = True  # type: ignore[attr-defined]
    module._assert_match, module._assert_bool = counted_match, counted_bool
