"""What a signed part says of the record to which it belongs stays as it was signed: nobody rewords that under the signatures."""

import pytest
from django.apps import apps
from django.db import models

from partnerships.records.models import RecordPart
from partnerships.records.refusals import Refused
from partnerships.records.services import save_record
from partnerships.signoff.subjects import Signable
from risks.tests.factories import AcceptanceFactory, ConsensusFactory, RiskFactory
from rmp.leadership.models import Appointment
from ubc.tests.samples import SAMPLES, SPACES

pytestmark = pytest.mark.django_db


def joint_risk(cast):
    return RiskFactory(partnership=cast.partnership, author=cast.officer)


def removal(cast):
    part = SAMPLES["rmp_leadership.removal"](cast, **SPACES["joint"](cast))
    Appointment.objects.filter(pk=part.appointment_id).update(state=Appointment.State.APPOINTED)
    return part


# Each as it stands when all have signed it.
SIGNED = {
    "risks.acceptance": lambda cast: AcceptanceFactory(risk=joint_risk(cast), in_force=True),
    "risks.consensus": lambda cast: ConsensusFactory(risk=joint_risk(cast), agreed=True),
    "rmp_leadership.removal": removal,
}


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def typed(record):
    """The fields of a record that a form has and a person types or chooses."""
    kinds = (models.CharField, models.TextField)
    return [field for field in record._meta.concrete_fields if field.editable and isinstance(field, kinds)]


def other(field, value):
    return next(key for key, _label in field.flatchoices if key != value) if field.flatchoices else f"{value} Not so."


def quoted(part):
    """The fields of its parent that the signed part repeats."""
    found = []
    for field in typed(part.parent):
        changed = fresh(part)
        setattr(changed.parent, field.name, other(field, getattr(changed.parent, field.name)))
        if changed.snapshot() != fresh(part).snapshot():
            found.append(field)
    return found


def test_these_parts_are_signed():
    parts = {
        model._meta.label_lower for model in apps.get_models() if issubclass(model, Signable) and issubclass(model, RecordPart)
    }
    assert parts == set(SIGNED)


@pytest.mark.parametrize("label", sorted(SIGNED))
def test_what_a_signed_part_repeats_of_its_record_is_not_reworded(cast, label):
    part = SIGNED[label](cast)
    fields = quoted(part)
    assert fields
    for field in fields:
        reworded = fresh(part.parent)
        setattr(reworded, field.name, other(field, getattr(reworded, field.name)))
        with pytest.raises(Refused, match="Fixed by a joint decision"):
            save_record(reworded, actor=cast.contributor)
