"""Which database the test project runs on."""

from collections.abc import Mapping


def without_postgres(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment in which the project runs on SQLite in memory, whatever these tests run on."""
    return {name: value for name, value in environment.items() if name != "TIMESKIP_POSTGRES"}
