"""What this room puts into the joint plan: what all parties may read, in a fixed order, in a fixed number of queries."""

from django.db.models import F
from django.utils.translation import gettext as _

from assessments.models import Consensus, Cycle, Improvement, MaturityClaim, OptimizationReview, Rhythm
from partnerships.models import Partnership
from partnerships.practices.sections import Block, contribute, table_block
from partnerships.records.describe import text

AGREED = (Cycle.State.CONSENSUS, Cycle.State.ACTIONS, Cycle.State.FOLLOWED_UP, Cycle.State.FINISHED)


def rhythm(partnership: Partnership) -> list[Block]:
    """How often what is asked. One query."""
    rows = Rhythm.objects.disclosed().filter(partnership=partnership, active=True).select_related("instrument")
    table = [
        [
            *(r.title, r.instrument.name, _("every %(n)s months") % {"n": r.every_months}),
            *(_("%(days)s days") % {"days": r.answer_days}, str(r.min_group)),
        ]
        for r in rows.order_by("every_months", "created_at", "pk")
    ]
    return [
        table_block(
            _("How we assess the relationship"),
            [_("Title"), _("Questions"), _("How often"), _("Time to answer"), _("Smallest group shown")],
            table,
        )
    ]


def agreed(partnership: Partnership) -> list[Block]:
    """The scores of the last cycle on which the parties agreed, and the agreed levels of maturity. Three queries."""
    last = Cycle.objects.disclosed().filter(partnership=partnership, state__in=AGREED, consensus_set__isnull=False)
    cycle = last.order_by("-answers_in_on", "-created_at", "pk").first()
    scores = (
        Consensus.objects.filter(cycle=cycle).select_related("dimension").order_by("dimension__position", "pk") if cycle else ()
    )
    claims = MaturityClaim.objects.disclosed().filter(partnership=partnership, state=MaturityClaim.State.AGREED)
    return [
        table_block(
            _("Scores agreed: %(cycle)s") % {"cycle": cycle or ""},
            [_("Dimension"), _("Score"), _("Why"), _("Dissent")],
            [[s.dimension.label, text(s.score), s.rationale, s.dissent] for s in scores],
        ),
        table_block(
            _("Agreed maturity"),
            [_("Principle"), _("Level"), _("Evidence")],
            [[str(c.get_principle_display()), str(c.get_level_display()), c.evidence] for c in claims.order_by("principle")],
        ),
    ]


def improving(partnership: Partnership) -> list[Block]:
    """What is being improved, and the last decision how it goes on. Two queries."""
    chosen = Improvement.objects.disclosed().filter(partnership=partnership)
    chosen = chosen.exclude(state__in=(Improvement.State.PROPOSED, Improvement.State.DROPPED)).select_related("dimension")
    decided = OptimizationReview.objects.disclosed().filter(partnership=partnership, state=OptimizationReview.State.AGREED)
    return [
        table_block(
            _("Improvements"),
            [_("What we improve"), _("Dimension"), _("Seen by"), _("Due"), _("State"), _("Effect")],
            [
                [i.title, str(i.dimension or ""), i.expected, text(i.due_on), str(i.get_state_display()), i.effect]
                for i in chosen.order_by("due_on", "created_at", "pk")
            ],
        ),
        table_block(
            _("How it goes on"),
            [_("Decision"), _("Reasons"), _("Agreed on"), _("Decide again on")],
            [
                [str(d.get_decision_display()), d.reasons, text(d.agreed_on), text(d.next_review_on)]
                for d in decided.order_by(F("agreed_on").desc(), "pk")[:1]
            ],
        ),
    ]


contribute("assessment", rhythm, needs=("P11-01",))
contribute("assessment", agreed)
contribute("assessment", improving)
