"""E-mail addresses: how they are written, and how they travel."""

from contextlib import suppress
from functools import cache

import idna


@cache
def on_the_wire(address: str) -> str:
    """Return an address in its ASCII form (IDNA 2008); other text as it is."""
    local, at, domain = address.rpartition("@")
    with suppress(idna.IDNAError):
        domain = idna.encode(domain.lower()).decode()
    return f"{local}{at}{domain}"
