"""A figure is found by its id stretch by stretch: the index is written where it ends, not all over."""

# ruff: noqa: RUF012 - Django declares migrations with plain lists

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_signed")]
    operations = [
        migrations.RemoveIndex(model_name="figure", name="ledger_figure_name"),
        migrations.AddIndex(
            model_name="figure",
            index=models.Index(
                models.Func("id", output_field=models.BigIntegerField(), template="(%(expressions)s / 65536)"),
                models.F("name"),
                name="ledger_figure_stretch",
            ),
        ),
    ]
