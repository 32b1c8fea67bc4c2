from django.db import migrations

from partnerships.audience import bit


def shown_to_the_named(apps, schema_editor):
    """A document that is shared with named parties has those for its audience, and its own."""
    Document, Participation = apps.get_model("documents", "Document"), apps.get_model("partnerships", "Participation")
    for document in Document.objects.filter(visibility="shared", level__audience=2):
        named = {*document.named.values_list("pk", flat=True), document.party_id}
        seats = Participation.objects.filter(partnership=document.partnership_id, party__in=named - {None})
        document.audience = sum(bit(seat.number) for seat in seats) or document.audience
        document.save(update_fields=["audience"])


class Migration(migrations.Migration):
    dependencies = (("documents", "0002_classificationlevel_active"), ("partnerships", "0007_audience_of_records"))

    operations = (
        migrations.RunPython(shown_to_the_named, migrations.RunPython.noop),
        migrations.RemoveField("document", "named"),
    )
