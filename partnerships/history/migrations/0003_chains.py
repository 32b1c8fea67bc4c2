import uuid

import django.db.models.deletion
from django.db import migrations, models

GENESIS = "0" * 64


class Migration(migrations.Migration):
    """One chain for what all parties read, one for each party's private space. What is here already moves in the next migration."""

    dependencies = (("history", "0002_disclosed_end"), ("partnerships", "0005_party_time_zone"))

    operations = (
        migrations.CreateModel(
            name="Chain",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sequence", models.PositiveBigIntegerField(default=0)),
                ("hash", models.CharField(default=GENESIS, max_length=64)),
                ("written", models.PositiveBigIntegerField(default=0)),
                ("disclosed", models.PositiveBigIntegerField(default=0)),
                (
                    "partnership",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnerships.partnership"),
                ),
                (
                    "party",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnerships.party"
                    ),
                ),
            ],
            options={"verbose_name": "history chain", "verbose_name_plural": "history chains"},
        ),
        migrations.AddConstraint(
            model_name="chain",
            constraint=models.UniqueConstraint(fields=("partnership", "party"), name="history_chain_of_party"),
        ),
        migrations.AddConstraint(
            model_name="chain",
            constraint=models.UniqueConstraint(
                condition=models.Q(("party__isnull", True)), fields=("partnership",), name="history_joint_chain"
            ),
        ),
        migrations.RemoveConstraint(model_name="event", name="event_place_in_chain"),
        migrations.AddField(
            model_name="event",
            name="chain",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="history.chain",
            ),
        ),
        migrations.AddField("event", "after", models.PositiveBigIntegerField(default=0, editable=False)),
        migrations.AddField("event", "disclosed", models.BooleanField(default=False, editable=False)),
        migrations.AddField("event", "kind", models.CharField(default="", editable=False, max_length=60)),
        migrations.AddField("event", "digests", models.JSONField(default=dict, editable=False)),
        migrations.AddField("event", "salts", models.JSONField(default=dict, editable=False)),
        migrations.AlterField(
            "event", "actor_name", models.CharField(blank=True, editable=False, max_length=150, verbose_name="who")
        ),
        migrations.AlterField(
            "event", "subject_label", models.CharField(blank=True, editable=False, max_length=250, verbose_name="subject")
        ),
    )
