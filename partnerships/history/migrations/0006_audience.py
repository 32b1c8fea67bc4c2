from django.db import migrations, models

from partnerships.history.models import GENESIS, PLACE
from partnerships.history.models import Event as Now
from partnerships.history.vouching import new_salt, salted


def link(apps, schema_editor):
    """Each entry gets its place in the partnership, its readers, its digests and its hash; each signature request its anchor anew.

    What was shared before this version, all at the table read.
    """
    names = ("history.Event", "history.Chain", "partnerships.Ledger", "signoff.SignOffRound")
    Event, Chain, Ledger, Round = (apps.get_model(name) for name in names)
    for ledger in Ledger.objects.all():
        chains = {chain.pk: chain for chain in Chain.objects.filter(partnership=ledger.partnership_id)}
        ends = {}
        for chain in chains.values():
            chain.audience, chain.hash = 0 if chain.party_id else ledger.seated, GENESIS
        entries = Event.objects.filter(partnership=ledger.partnership_id)
        for place, event in enumerate(entries.order_by("place", "-visibility", "party", "sequence"), 1):
            chain = chains[event.chain_id]
            event.place, event.audience, event.previous_hash = place, chain.audience, chain.hash
            for piece, said in Now.texts(event):
                if piece == PLACE or piece not in event.digests:
                    event.salts[piece] = new_salt()
                    event.digests[piece] = salted(event.salts[piece], said)
            event.hash = chain.hash = Now.computed_hash(event)
            event.save()
            if not chain.party_id:
                ends[event.sequence] = event.hash
            ledger.written, ledger.disclosed = place, ledger.disclosed + event.disclosed
        for chain in chains.values():
            chain.save()
        ledger.save()
        for round in Round.objects.filter(partnership=ledger.partnership_id):
            round.anchor_hash = ends.get(round.anchor_sequence, GENESIS)
            round.save(update_fields=["anchor_hash"])


class Migration(migrations.Migration):
    dependencies = (
        ("history", "0005_chains_alone"),
        ("partnerships", "0006_ledger"),
        ("signoff", "0002_proof_of_identity"),
    )

    operations = (
        migrations.AlterModelOptions(
            "event",
            {"ordering": ("-at", "-place"), "verbose_name": "history entry", "verbose_name_plural": "history"},
        ),
        migrations.RemoveConstraint("chain", "history_joint_chain"),
        migrations.RenameField("event", "after", "place"),
        migrations.AddField("chain", "audience", models.BigIntegerField(default=0)),
        migrations.AddField("event", "audience", models.BigIntegerField(default=0, editable=False)),
        migrations.RunPython(link, migrations.RunPython.noop),
        migrations.RemoveField("chain", "disclosed"),
        migrations.RemoveField("chain", "written"),
        migrations.AddConstraint(
            "chain",
            models.UniqueConstraint(
                condition=models.Q(("party__isnull", True)),
                fields=("partnership", "audience"),
                name="history_chain_of_readers",
            ),
        ),
        migrations.AddConstraint(
            "chain",
            models.CheckConstraint(
                condition=models.Q(("party__isnull", True), ("audience", 0), _connector="OR"),
                name="history_chain_private_or_shown",
            ),
        ),
        migrations.AddConstraint(
            "event",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("audience", 0), ("visibility", "private")),
                    models.Q(("audience__gt", 0), ("visibility", "shared")),
                    _connector="OR",
                ),
                name="history_event_shown_to_somebody",
            ),
        ),
        migrations.AddConstraint(
            "event", models.UniqueConstraint(fields=("partnership", "place"), name="event_place_in_partnership")
        ),
    )
