"""Looks, and the chain of entries; what was recorded before there was one is entered in the order of recording.

The databases also refuse what the triggers of the migration before let through: SQLite takes a row out without a word
when another with its key is put in its place, and PostgreSQL empties a table row by no row.
"""

# ruff: noqa: RUF012 - Django declares migrations with plain lists

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

NEW = ("ledger_look", "ledger_entry")
KEYS = {
    "ledger_document": ("hash = NEW.hash",),
    "ledger_reading": ("id = NEW.id", "document_id = NEW.document_id AND reader = NEW.reader"),
    "ledger_figure": ("id = NEW.id", 'reading_id = NEW.reading_id AND "order" = NEW."order"'),
    "ledger_look": ("id = NEW.id",),
    "ledger_entry": ("number = NEW.number", "reading_id = NEW.reading_id", "look_id = NEW.look_id", "head = NEW.head"),
}
"""What no two rows of a table share."""
WORDS = "the ledger is append-only; record a correction instead"


def refuse(apps: Any, schema_editor: Any) -> None:
    """Triggers for the new tables, and against rows put in the place of others."""
    for statement in {"sqlite": _sqlite, "postgresql": _postgresql}[schema_editor.connection.vendor]():
        schema_editor.execute(statement, params=None)


def _sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        for table in NEW
        for verb in ("UPDATE", "DELETE")
    ] + [
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "  # noqa: S608 - our own names
        f"WHEN {' OR '.join(f'EXISTS (SELECT 1 FROM {table} WHERE {key})' for key in keys)} "  # noqa: S608
        f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        for table, keys in KEYS.items()
    ]


def _postgresql() -> list[str]:
    rows = "BEFORE UPDATE OR DELETE", "append_only"
    whole = "BEFORE TRUNCATE", "no_truncate"
    return [
        f"CREATE TRIGGER {table}_{name} {when} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only()"
        for tables, (when, name) in ((NEW, rows), (KEYS, whole))
        for table in tables
    ]


def enter(apps: Any, schema_editor: Any) -> None:
    """Chain the readings that are there already."""
    from esep.ledger import chain
    from esep.ledger import models as its

    last = chain.Last(0, chain.GENESIS, None)
    keys = list(its.Reading.objects.order_by("recorded_at", "pk").values_list("pk", flat=True))
    for first in range(0, len(keys), 200):
        batch = keys[first : first + 200]
        digests, rows = chain.digests_of_readings(batch), its.Reading.objects.in_bulk(batch)
        entries = []
        for key in batch:
            last = last.then(digests[key], rows[key].recorded_at)
            entries.append(last.row())
            entries[-1].reading = rows[key]
        its.Entry.objects.bulk_create(entries)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_append_only")]
    operations = [
        migrations.CreateModel(
            name="Look",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("publisher", models.TextField()),
                ("recorded_at", models.DateTimeField()),
                ("seen", models.PositiveIntegerField()),
                ("new", models.PositiveIntegerField()),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["publisher", "recorded_at"], name="ledger_look_publisher")],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("recorded_at", models.DateTimeField()),
                ("digest", models.CharField(max_length=64)),
                ("head", models.CharField(max_length=64, unique=True)),
                (
                    "look",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entry",
                        to="ledger.look",
                    ),
                ),
                (
                    "reading",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entry",
                        to="ledger.reading",
                    ),
                ),
            ],
            options={"abstract": False, "base_manager_name": "objects"},
        ),
        migrations.RunPython(enter),
        migrations.RunPython(refuse),
    ]
