"""How the body of a call is read."""

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class FlatJSONParser(JSONParser):
    """JSON; what is nested deeper than Python can read is refused like other malformed JSON."""

    def parse(self, *args, **kwargs) -> object:
        try:
            return super().parse(*args, **kwargs)
        except RecursionError:
            raise ParseError("The JSON is nested too deeply.") from None
