"""The databases themselves refuse to change or take out what was recorded, whoever asks.

A later migration that makes SQLite copy a table loses that table's triggers and must call `refuse` again.
"""

# ruff: noqa: RUF012 - Django declares migrations with plain lists

from typing import Any

from django.db import migrations

TABLES = ("ledger_document", "ledger_reading", "ledger_figure")
WORDS = "the ledger is append-only; record a correction instead"


def refuse(apps: Any, schema_editor: Any) -> None:
    """Triggers that make UPDATE and DELETE fail as a violated constraint does."""
    for statement in {"sqlite": _sqlite, "postgresql": _postgresql}[schema_editor.connection.vendor]():
        schema_editor.execute(statement, params=None)


def _sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        for table in TABLES
        for verb in ("UPDATE", "DELETE")
    ]


def _postgresql() -> list[str]:
    function = (
        "CREATE FUNCTION ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '%: {WORDS}', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$"
    )
    return [function] + [
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only()"
        for table in TABLES
    ]


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_tables")]
    operations = [migrations.RunPython(refuse)]
