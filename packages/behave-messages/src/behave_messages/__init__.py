"""Cucumber Messages for behave: `behave -f behave_messages:MessagesFormatter -o messages.ndjson`."""

from behave_messages.attaching import attach, wanted
from behave_messages.formatter import MessagesFormatter

__all__ = ["MessagesFormatter", "attach", "wanted"]
