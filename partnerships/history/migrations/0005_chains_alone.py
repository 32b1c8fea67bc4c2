import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("history", "0004_entries_in_chains"),)

    operations = (
        migrations.RemoveIndex("event", "history_eve_subject_b139ca_idx"),
        migrations.RemoveField("event", "subject_type"),
        migrations.DeleteModel("ChainHead"),
        migrations.AlterModelOptions(
            "event",
            {
                "ordering": ("-at", "-after", "visibility", "-sequence"),
                "verbose_name": "history entry",
                "verbose_name_plural": "history",
            },
        ),
        migrations.AlterField(
            "event",
            "chain",
            models.ForeignKey(
                editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="history.chain"
            ),
        ),
        migrations.AlterField("event", "after", models.PositiveBigIntegerField(editable=False)),
        migrations.AlterField("event", "disclosed", models.BooleanField(editable=False)),
        migrations.AlterField("event", "kind", models.CharField(editable=False, max_length=60)),
        migrations.AddIndex(
            "event", models.Index(fields=["kind", "subject_key", "-at"], name="history_eve_kind_1c7145_idx")
        ),
        migrations.AddConstraint(
            "event", models.UniqueConstraint(fields=("chain", "sequence"), name="event_place_in_chain")
        ),
    )
