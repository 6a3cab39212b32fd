"""What a test of transactions has left behind is taken away, and nothing else is touched.

Django would truncate every table, which takes seconds with so many of them, and would then write
the permissions anew. Rows that can only be added, the portal's law, go too.
"""

import pgtrigger
from django.db import connection, transaction

STAYS = {"django_migrations", "django_content_type", "auth_permission"}
# Who owns the server needs no look at the other tables for each row that goes.
UNCHECKED = "SET LOCAL session_replication_role = replica"
CHECKED_AT_THE_END = "SET CONSTRAINTS ALL DEFERRED"


def empty(*_command, **_options):
    """In the place of the command ``flush``, which Django calls after such a test."""
    with pgtrigger.ignore(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        (owns_the_server,) = cursor.fetchone()
        cursor.execute(UNCHECKED if owns_the_server else CHECKED_AT_THE_END)
        for table in _filled(cursor):
            cursor.execute(f"DELETE FROM {table}")


def _filled(cursor):
    """The names, quoted, of the tables with rows in them."""
    found = {*connection.introspection.django_table_names(only_existing=True)} - STAYS
    tables = [connection.ops.quote_name(name) for name in sorted(found)]
    cursor.execute(
        " UNION ALL ".join(
            f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in tables
        )
    )
    return [table for (table,) in cursor.fetchall()]
