"""What hangs on a risk: owners, readings, links, treatments, indicators, reviews, and what all agreed about it."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Standing
from partnerships.records.forms import NoteForm, ReasonForm, model_form
from partnerships.records.models import Kept
from partnerships.records.rooms import Act, RecordViews
from risks import forms, services
from risks.models import (
    Acceptance,
    Consensus,
    Indicator,
    IndicatorReading,
    Risk,
    RiskLink,
    RiskOwner,
    RiskRating,
    RiskReview,
    Treatment,
)

Consent = Treatment.Consent


class OfRisk(RecordViews):
    principle = 10


class Sides(OfRisk):
    """What each party says of a risk: neutral people say nothing."""

    @classmethod
    def creatable(cls, standing: Standing, parent: Kept | None = None) -> bool:
        return super().creatable(standing, parent) and standing.party is not None


class RiskRatingViews(Sides):
    model = RiskRating
    form_class = forms.RiskRatingForm
    lead = _("Each party reads the risk for itself. The newest reading of a phase counts; those before it show the trend.")
    columns = ("party", "phase", "place", "confidence", "on", "reason")
    ordering = ("-on", "-created_at", "pk")
    empty = _("Nobody has read it yet. Read it alone first: that the sides differ is worth knowing.")
    create_label = _("Add our reading")
    may_update = False  # a new reading takes the place of the one before


class ConsensusViews(OfRisk):
    model = Consensus
    form_class = model_form(Consensus, *Consensus.FIELDS)
    lead = _("The readings on which all parties have agreed, or are asked to.")
    columns = ("phase", "place", "confidence", "on", "state", "reason")
    ordering = ("-created_at", "pk")
    empty = _("No consensus yet. When both sides have read the risk, propose a reading to all.")
    may_create = may_update = False

    @classmethod
    def applies(cls, parent: Kept) -> bool:
        return isinstance(parent, Risk) and parent.is_joint


class RiskOwnerViews(Sides):
    model = RiskOwner
    form_class = forms.RiskOwnerForm
    columns = ("party", "person", "note")
    select_related = ("person",)
    empty = _("Nobody answers for it yet. A joint risk has an owner on each side.")
    create_label = _("Name our owner")

    @classmethod
    def creatable(cls, standing: Standing, parent: Kept | None = None) -> bool:
        own = parent is None or parent.owner_party in (None, standing.party)
        return own and super().creatable(standing, parent)


class RiskLinkViews(OfRisk):
    model = RiskLink
    form_class = forms.RiskLinkForm
    lead = _("What this risk has to do with others. Whoever does not read the other risk does not see the link.")
    columns = ("kind", "target", "note")
    select_related = ("target",)
    empty = _("No link to another risk that you can see.")
    create_label = _("Link it with another risk")


class TreatmentViews(OfRisk):
    model = Treatment
    form_class = forms.TreatmentForm
    lead = _(
        "What is done about it, as actions. Where exposure moves to another party, nothing begins before that party consents."
    )
    columns = ("what", "strategy", "who", "due", "money", "moved", "progress")
    select_related = ("responsible", "cost_bearer", "moves_to", "action")
    empty = _("Nothing is planned yet.")
    create_label = _("Plan a treatment")
    acts: ClassVar = (
        Act(
            "consent",
            _("Consent"),
            services.consent,
            NoteForm,
            when=lambda treatment: treatment.awaits_consent,
            text=_("Your party takes on the exposure that this treatment moves to it. The treatment becomes an action."),
        ),
        Act(
            "refuse",
            _("Refuse"),
            services.refuse_consent,
            ReasonForm,
            when=lambda treatment: treatment.awaits_consent,
            tone="danger",
        ),
        Act(
            "take-up",
            _("Make it an action"),
            services.take_up,
            when=lambda one: one.action_id is None and one.consent in (Consent.GIVEN, Consent.NOT_NEEDED),
        ),
    )


class IndicatorReadingViews(OfRisk):
    model = IndicatorReading
    form_class = forms.IndicatorReadingForm
    columns = ("on", "__str__", "note")
    ordering = ("-on", "-created_at", "pk")
    create_label = _("Add a reading")


class IndicatorViews(OfRisk):
    model = Indicator
    form_class = model_form(Indicator, "name", "unit", "sense", "watch_at", "act_at", "rhythm", "next_on")
    lead = _("Figures that show early that it comes nearer.")
    columns = ("name", "newest_text", "status_text", "watch_at", "act_at", "rhythm", "next_on")
    empty = _("No indicator yet. By which figure would you see it coming?")
    create_label = _("Add an indicator")
    parts = (IndicatorReadingViews,)


class RiskReviewViews(OfRisk):
    model = RiskReview
    form_class = forms.RiskReviewForm
    columns = ("on", "result", "finding", "next_on")
    ordering = ("-on", "-created_at", "pk")
    empty = _("Not reviewed yet.")
    create_label = _("Add a review")


class AcceptanceViews(OfRisk):
    model = Acceptance
    form_class = model_form(Acceptance, "reason", "conditions", "expires_on")
    columns = ("reason", "conditions", "level", "state", "decided_on", "expires_on")
    ordering = ("-created_at", "pk")
    empty = _("Nobody has accepted it as it is.")
    may_create = may_update = False
