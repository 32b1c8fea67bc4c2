import django.db.models.deletion
from django.db import migrations, models

from partnerships.audience import bit


def number(apps, schema_editor):
    """In the order in which they came."""
    Participation = apps.get_model("partnerships", "Participation")
    last = {}
    for seat in Participation.objects.order_by("partnership", models.F("joined_at").asc(nulls_last=True), "pk"):
        seat.number = last[seat.partnership_id] = last.get(seat.partnership_id, 0) + 1
        seat.save(update_fields=["number"])


def open_ledgers(apps, schema_editor):
    Partnership, Ledger = apps.get_model("partnerships", "Partnership"), apps.get_model("partnerships", "Ledger")
    for partnership in Partnership.objects.prefetch_related("participations"):
        there = [seat for seat in partnership.participations.all() if seat.state != "left"]
        seated = sum(bit(seat.number) for seat in there)
        joined = sum(bit(seat.number) for seat in there if seat.state == "joined")
        Ledger.objects.create(partnership=partnership, seated=seated, joined=joined)


class Migration(migrations.Migration):
    dependencies = (("partnerships", "0005_party_time_zone"),)

    operations = (
        migrations.CreateModel(
            name="Ledger",
            fields=[
                (
                    "partnership",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="ledger",
                        serialize=False,
                        to="partnerships.partnership",
                    ),
                ),
                ("seated", models.BigIntegerField(default=0)),
                ("joined", models.BigIntegerField(default=0)),
                ("written", models.PositiveBigIntegerField(default=0)),
                ("disclosed", models.PositiveBigIntegerField(default=0)),
            ],
            options={"verbose_name": "ledger", "verbose_name_plural": "ledgers"},
        ),
        migrations.AddField("participation", "number", models.PositiveSmallIntegerField(null=True, editable=False)),
        migrations.RunPython(number, migrations.RunPython.noop),
        migrations.AlterField("participation", "number", models.PositiveSmallIntegerField(editable=False)),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.UniqueConstraint(fields=("partnership", "number"), name="participation_number_once"),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1), ("number__lte", 60)), name="participation_number_fits"
            ),
        ),
        migrations.RunPython(open_ledgers, migrations.RunPython.noop),
    )
