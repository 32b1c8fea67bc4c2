from django.db import migrations, models

from partnerships.audience import bit


def those_asked(apps, schema_editor):
    """Until now all that sign were asked."""
    Round, Participation = apps.get_model("signoff", "SignOffRound"), apps.get_model("partnerships", "Participation")
    for round in Round.objects.filter(state="open"):
        asked = round.slots.values("party")
        seats = Participation.objects.filter(partnership=round.partnership_id, party__in=asked)
        round.table = sum(bit(seat.number) for seat in seats)
        round.save(update_fields=["table"])


class Migration(migrations.Migration):
    dependencies = (("signoff", "0002_proof_of_identity"), ("partnerships", "0006_ledger"))

    operations = (
        migrations.AddField("signoffround", "table", models.BigIntegerField(default=0, editable=False)),
        migrations.RunPython(those_asked, migrations.RunPython.noop),
    )
