import uuid

import django.db.models.deletion
from django.db import migrations, models

from partnerships.history.models import Event as Now


def find(apps, schema_editor):
    """Which entry vouches for which row, of all entries that are there."""
    Event, Mention = apps.get_model("history", "Event"), apps.get_model("history", "Mention")
    for event in Event.objects.iterator(chunk_size=500):
        Mention.objects.bulk_create([Mention(**mention) for mention in Now.mentioned(event)], batch_size=500)


class Migration(migrations.Migration):
    dependencies = (("history", "0006_audience"), ("partnerships", "0009_party_identity"))

    operations = (
        migrations.CreateModel(
            name="Mention",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("piece", models.CharField(max_length=100)),
                ("place", models.PositiveBigIntegerField()),
                ("digest", models.CharField(blank=True, max_length=100)),
                ("salt", models.CharField(blank=True, max_length=32)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnerships.partnership"
                    ),
                ),
            ],
            options={
                "verbose_name": "row in the history",
                "verbose_name_plural": "rows in the history",
                "constraints": [
                    models.UniqueConstraint(fields=("piece", "partnership", "place"), name="history_mention_once")
                ],
            },
        ),
        migrations.RunPython(find, migrations.RunPython.noop),
    )
