"""Parsing of request bodies."""

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class FlatJSONParser(JSONParser):
    """Parses JSON; refuses JSON that is nested too deeply for Python, like other malformed JSON."""

    def parse(self, *args, **kwargs) -> object:
        try:
            return super().parse(*args, **kwargs)
        except RecursionError:
            raise ParseError("The JSON is nested too deeply.") from None
