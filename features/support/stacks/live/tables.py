"""The tables that scenarios fill, and that are empty when the next one begins."""

from django.db import connection

# What migrations have put there.
KEPT = {"django_content_type", "auth_permission", "django_migrations"}


def clean_tables() -> None:
    """Delete every row but those that migrations have put there."""
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - KEPT
    deletes = "; ".join(
        f"DELETE FROM {connection.ops.quote_name(table)}"  # noqa: S608 Django's own names
        for table in sorted(tables)
    )
    with connection.cursor() as cursor:
        # In one transaction: what refers to what is looked at when all of it is gone.
        cursor.execute(deletes)
