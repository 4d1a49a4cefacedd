"""The attachments of a step: the entries of its timeline, and files."""

import base64
import json
import re
from collections.abc import Iterable

from living_docs.messages import Message
from living_docs.model import Entry, File

PROFILE = re.compile(r";\s*profile=([\w-]+)")


def entries_of(attached: list[Message]) -> Iterable[Entry]:
    """The entries of a step's timeline, then one for each file that no entry names."""
    files = [one for one in attached if profile(one) is None]
    named = set()
    for timeline in (one for one in attached if profile(one) == "timeline"):
        for data in json.loads(bytes_of(timeline))["timeline"]:
            position = data.pop("attachment", None)
            file = _file(files[position]) if position is not None and position < len(files) else None
            named.add(position)
            yield Entry(data.pop("at"), data.pop("kind"), data.pop("caption"), data, file)
    for position, one in enumerate(files):
        if position not in named:
            yield Entry("", "attachment", one.get("fileName") or one["mediaType"], {}, _file(one))


def profile(attachment: Message) -> str | None:
    """The profile in an attachment's media type, if there is one."""
    found = PROFILE.search(attachment["mediaType"])
    return found[1] if found else None


def _file(attachment: Message) -> File:
    return File(attachment["mediaType"], attachment.get("fileName") or "", bytes_of(attachment))


def bytes_of(attachment: Message) -> bytes:
    """The attached bytes."""
    is_base64 = attachment["contentEncoding"] == "BASE64"
    return base64.b64decode(attachment["body"]) if is_base64 else attachment["body"].encode()
