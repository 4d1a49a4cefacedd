"""Why the live channel closes a socket: the code for the page's script, the reason for a person."""

from typing import NamedTuple


class Closing(NamedTuple):
    """A close code and its reason. Codes from 4000 are the application's own; most repeat an HTTP status."""

    code: int
    reason: str


NOT_LOGGED_IN = Closing(4401, "You are not logged in.")
LOGGED_OUT = Closing(4401, "You have been logged out.")
FOREIGN_ORIGIN = Closing(4403, "This page belongs to another site.")
UNKNOWN_PATH = Closing(4404, "There is no live channel at this address.")
TOO_MANY_REQUESTS = Closing(4408, "This page sent too many requests.")
TOO_MANY_SOCKETS = Closing(4429, "You have too many pages open.")
INTERNAL_ERROR = Closing(1011, "Something went wrong on the server.")
