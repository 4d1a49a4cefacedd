"""Every address of the product, from Django's URL resolver."""

from collections.abc import Iterator

from django.urls import URLPattern, get_resolver

PARAMETER = r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>"


def routes(patterns: list | None = None, prefix: str = "/") -> Iterator[str]:
    """Each with its parameters, as in /inbox/<int:pk>/read/, but for those that are regular expressions."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        route = f"{prefix}{one.pattern}"
        if not isinstance(one, URLPattern):
            yield from routes(one.url_patterns, route)
        elif "(?P<" not in route:
            yield route
