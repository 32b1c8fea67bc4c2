import datetime as dt

from django.apps import apps as installed
from django.db import migrations

from partnerships.history.models import GENESIS


def move(apps, schema_editor):
    """Give each entry its place in its chain and its kind; and each signature request its anchor. The hashes come in 0006_audience.

    The old chain must be whole before: `manage.py verify` of the version before this one says so.
    """
    Event, Chain, Kind = (apps.get_model(name) for name in ("history.Event", "history.Chain", "contenttypes.ContentType"))
    Round = apps.get_model("signoff.SignOffRound")
    kinds = {kind.pk: _kind(kind) for kind in Kind.objects.all()}
    for partnership in Event.objects.order_by().values_list("partnership", flat=True).distinct():
        chains, places = {}, {0: (0, GENESIS)}
        joint = chains[None] = Chain(partnership_id=partnership)
        for event in Event.objects.filter(partnership=partnership).order_by("sequence"):
            old, party = event.sequence, event.party_id if event.visibility == "private" else None
            chain = chains.setdefault(party, Chain(partnership_id=partnership, party_id=party))
            chain.sequence += 1
            event.kind, event.disclosed = kinds[event.subject_type_id], party is None
            event.sequence = chain.sequence
            event.after = joint.sequence
            event.at = event.at.astimezone(dt.UTC).replace(microsecond=event.at.microsecond // 1000 * 1000)
            joint.written, joint.disclosed = joint.written + 1, joint.disclosed + event.disclosed
            places[old] = joint.sequence, GENESIS
            event.chain = chain
            chain.save()
            event.save()
        joint.save()
        for round in Round.objects.filter(partnership=partnership):
            round.anchor_sequence, round.anchor_hash = places.get(round.anchor_sequence, (0, GENESIS))
            round.save(update_fields=["anchor_sequence", "anchor_hash"])


    # What was computed as of a place in the old chain is computed anew.
    for name in ("scorecards.Scorecard", "rmp_plan.LivingPlan"):
        apps.get_model(name).objects.update(sequence=0)


def _kind(of):
    try:
        return installed.get_model(of.app_label, of.model).record_kind
    except (LookupError, AttributeError):
        return f"{of.app_label}.{of.model}"


class Migration(migrations.Migration):
    dependencies = (
        ("history", "0003_chains"),
        ("signoff", "0001_initial"),
        ("scorecards", "0002_scorecard_day"),
        ("rmp_plan", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    )

    operations = (migrations.RunPython(move, migrations.RunPython.noop),)
