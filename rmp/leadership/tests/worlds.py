"""A partnership with some of everything in this room: `rows` of each kind, on each side and in the middle."""

import itertools

from rmp.leadership.models import SupportConfirmation
from rmp.leadership.tests import factories as f

CELLS = list(itertools.product(SupportConfirmation.Level, SupportConfirmation.Kind))


def fill(cast, rows):
    here = {"partnership": cast.partnership, "author": cast.officer}
    for n in range(rows):
        profile = f.LeaderProfileFactory(**here, agreed=True)
        f.PowerFactory(profile=profile)
        ours = f.AppointmentFactory(**here, party=cast.university, profile=profile, leading=True, person=cast.contributor)
        theirs = f.AppointmentFactory(**here, party=cast.partner, profile=profile, leading=True)
        f.AppointmentFactory(**here, party=cast.university, profile=profile)
        f.AppointmentFactory(**here, party=cast.partner, profile=profile, visibility="shared", state="objected")
        f.AppointmentFactory(**here, party=cast.university, profile=profile, ended=True)
        kind = f.ResourceKindFactory(**here)
        for leader in (ours, theirs):
            for party in (cast.university, cast.partner):
                level, respect = CELLS[n % len(CELLS)]
                f.SupportFactory(appointment=leader, party=party, level=level, kind=respect)
                f.LeaderResourceFactory(appointment=leader, party=party)
                f.LeaderResourceFactory(appointment=leader, party=party, kind="other", further=kind)
                f.LeaderReviewFactory(appointment=leader, party=party)
            f.RemovalFactory(appointment=leader, party=cast.partner, state="objected")
        f.LeaderActivityFactory(**here, leaders=[ours, theirs])
        f.DecisionNeedFactory(**here, profile=profile)
        f.DecisionNeedFactory(**here, profile=None, leader=theirs, amount=1_000_000)
    return ours
