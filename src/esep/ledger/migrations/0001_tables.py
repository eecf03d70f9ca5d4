"""The three tables: documents, readings, figures."""

# ruff: noqa: RUF012 - Django declares migrations with plain lists

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("hash", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("text", models.TextField()),
                ("title", models.TextField(null=True)),
                ("language", models.TextField(null=True)),
                ("publisher", models.TextField(null=True)),
                ("url", models.TextField(null=True)),
                ("area", models.TextField(null=True)),
                ("by", models.TextField(null=True)),
                ("reason", models.TextField(null=True)),
                ("issued", models.TextField(null=True)),
                ("issued_at", models.DateTimeField(null=True)),
                ("issued_day", models.DateField()),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reader", models.TextField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "document",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="ledger.document",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("document", "reader"), name="ledger_one_reading")],
            },
        ),
        migrations.CreateModel(
            name="Figure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveIntegerField()),
                ("name", models.TextField()),
                ("disease", models.TextField()),
                ("area", models.TextField()),
                ("event", models.TextField()),
                ("measure", models.TextField()),
                ("definition", models.TextField()),
                ("group", models.TextField()),
                ("start", models.DateField(null=True)),
                ("end", models.DateField(null=True)),
                ("value", models.BigIntegerField()),
                ("period", models.TextField()),
                ("status", models.TextField()),
                ("attributed", models.TextField(null=True)),
                ("language", models.TextField(null=True)),
                ("span_start", models.PositiveIntegerField(null=True)),
                ("span_stop", models.PositiveIntegerField(null=True)),
                ("quote", models.TextField()),
                ("rule", models.TextField()),
                ("of", models.TextField()),
                (
                    "reading",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="ledger.reading",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("reading", "order"), name="ledger_figure_order")],
                "indexes": [models.Index(fields=["name"], name="ledger_figure_name")],
            },
        ),
    ]
