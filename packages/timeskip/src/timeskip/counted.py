"""Numbers of things, in words."""


def counted(number: int, one: str, many: str) -> str:
    """Return “1 story”, “2 stories”."""
    return f"{number} {one if number == 1 else many}"
