"""Cucumber Messages for behave: `behave -f behave_messages:MessagesFormatter -o messages.ndjson`."""

from typing import TYPE_CHECKING, Any

from behave_messages.attaching import attach, wanted

if TYPE_CHECKING:
    from behave_messages.formatter import MessagesFormatter

__all__ = ["MessagesFormatter", "attach", "wanted"]


def __getattr__(name: str) -> Any:
    # Step definitions attach in every run; few runs write messages, and their standard takes long to import.
    if name == "MessagesFormatter":
        from behave_messages.formatter import MessagesFormatter

        return MessagesFormatter
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
