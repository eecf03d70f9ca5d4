"""Signed documents are found at once: corrections and retractions are few among many."""

# ruff: noqa: RUF012 - Django declares migrations with plain lists

from django.db import migrations, models


class Migration(migrations.Migration):
    """One index."""

    dependencies = [("ledger", "0003_chain")]
    operations = [
        migrations.AddIndex(
            "document",
            models.Index(fields=["by"], condition=models.Q(by__isnull=False), name="ledger_signed"),
        ),
    ]
