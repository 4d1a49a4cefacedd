"""Statements that a worker sends to the database, as something happens at one of them."""

from collections.abc import Callable


def before_statement(sql_part: str, *, nth: int = 1, act: Callable[[], object]) -> Callable:
    """Return an execute wrapper that acts before the nth statement of a kind."""
    seen = 0

    def act_and_execute(execute, sql, params, many, context):
        nonlocal seen
        seen += sql_part in sql
        if sql_part in sql and seen == nth:
            act()
        return execute(sql, params, many, context)

    return act_and_execute
