"""Benefits: what comes, to whom, how one sees it, and who says so."""

from typing import Any, ClassVar

from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from objectives.value import services
from objectives.value.forms import AttestForm, BenefitForm, LearningForm, MeasurementForm, NewDayForm, RealisedForm
from objectives.value.models import Benefit, BenefitAttestation, BenefitMeasurement, BenefitShare
from partnerships.access.policy import Right, Standing
from partnerships.actions.sources import ACTIONS_PANEL, ADD_ACTION
from partnerships.clock import today
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import NoteForm, ReasonForm, model_form
from partnerships.records.models import Kept
from partnerships.records.rooms import Act, RecordViews, in_state

State = Benefit.State
TONES: dict[str, str] = {
    State.FORECAST: "info",
    State.EMERGING: "info",
    State.REALISED: "warn",
    State.VERIFIED: "good",
    State.MISSED: "bad",
}


class MeasurementViews(RecordViews):
    model = BenefitMeasurement
    form_class = MeasurementForm
    columns = ("on", "value", "evidence", "link")
    ordering = ("-on", "-created_at")
    lead = _("What was found, with what shows it.")
    empty = _("Not measured yet. What can be seen, and where can another look it up?")
    create_label = _("Measure now")


class ShareViews(RecordViews):
    model = BenefitShare
    form_class = model_form(BenefitShare, "expected", "realised", "note")
    columns = ("party", "expected", "realised", "note")
    ordering = ("party__name", "pk")
    lead = _("Each party that benefits says what it is worth to it. That, and nothing else, counts in the balance.")
    empty = _("Nobody has said yet what it is worth.")
    create_label = _("Say what it is worth to us")

    @classmethod
    def applies(cls, parent: Kept) -> bool:
        return isinstance(parent, Benefit) and parent.beneficiary != Benefit.Beneficiary.THIRD

    @classmethod
    def creatable(cls, standing: Standing, parent: Kept | None = None) -> bool:
        ours = isinstance(parent, Benefit) and parent.shared_by(standing.party)
        return ours and super().creatable(standing, parent)


class AttestationViews(RecordViews):
    model = BenefitAttestation
    form_class = model_form(BenefitAttestation, "statement")
    columns = ("party", "verdict", "statement", "on", "stands", "author")
    ordering = ("-on", "-created_at")
    select_related = ("author",)
    lead = _("The word of those who benefit. It falls when the benefit is taken up again.")
    empty = _("Nobody has attested it yet. That is asked once the benefit is said to be realised.")
    may_create = may_update = False


def words_of(benefit: Benefit) -> list[BenefitAttestation]:
    """The words that stand; asked once for a page."""
    if not hasattr(benefit, "standing_words"):
        found = benefit.attestations.filter(stands=True) if benefit.is_settled else ()
        benefit.standing_words = list(found)  # type: ignore[attr-defined]
    return benefit.standing_words  # type: ignore[attr-defined]


class Word(Act):
    """Offered until the person's party has given its word."""

    def offered(self, record: Any, standing: Standing) -> bool:
        if not super().offered(record, standing):
            return False
        given = {word.party_id for word in words_of(record)}
        asked = [seat.party for seat in standing.at_table if services.is_asked(record, seat)]
        return any(party.pk not in given for party in asked if standing.may(Right.SIGN, party))


class BenefitViews(RecordViews):
    model = Benefit
    form_class = BenefitForm
    filterset_class = record_filter(
        Benefit,
        *("state", "kind", "beneficiary", "beneficiary_party"),
        search=("title", "description", "third_party", "method"),
    )
    principle = 8
    layout = "columns"
    lead = _("What comes of working together, and to whom. It counts as verified when those it is for say so.")
    empty = _("No benefit yet. Say what will be better, for whom, by when, and how one will see it.")
    create_label = _("Add a benefit")
    columns = ("title", "kind", "for_whom", "target", "unit", "progress_text", "due_on", "state")
    ordering = ("due_on", "created_at", "pk")
    select_related = ("kind", "beneficiary_party", "giver", "objective", "idea")
    detail_template = "objectives/value/benefit.html"
    detail_fields = (
        *("kind", "description", "for_whom", "giver", "objective", "idea", "baseline", "target", "unit", "method"),
        *("due_on", "measure_on", "state", "realised_on", "verified_on", "learning"),
    )
    parts: ClassVar = (MeasurementViews, ShareViews, AttestationViews)
    panels: ClassVar = (ACTIONS_PANEL,)
    acts: ClassVar = (
        Word(
            "attest",
            _("Attest"),
            services.attest_benefit,
            AttestForm,
            when=in_state(State.REALISED),
            text=_("You say for your party that this benefit came. Your name and the day are kept with it."),
        ),
        Word(
            "dispute",
            _("Dispute"),
            services.dispute_benefit,
            ReasonForm,
            when=in_state(State.REALISED),
            text=_("You say for your party that it did not come so. It goes back to be measured; words already given fall."),
            tone="danger",
        ),
        Act("forecast", _("Forecast"), services.forecast_benefit, NoteForm, when=in_state(State.PLANNED)),
        Act("emerge", _("First signs"), services.emerge_benefit, NoteForm, when=in_state(State.PLANNED, State.FORECAST)),
        Act(
            "realise",
            _("Realised"),
            services.realise_benefit,
            RealisedForm,
            when=in_state(State.EMERGING),
            text=_("It came, as the newest measurement shows. It is then laid before those it is for: they attest it."),
        ),
        Act("replan", _("Expect it later"), services.replan_benefit, NewDayForm, when=in_state(State.MISSED)),
        Act("reopen", _("Take up again"), services.reopen_benefit, ReasonForm, when=in_state(State.REALISED), tone="quiet"),
        ADD_ACTION,
        Act("miss", _("Missed"), services.miss_benefit, LearningForm, when=in_state(*Benefit.LIVE), tone="danger"),
    )

    @classmethod
    def card(cls, record: Benefit, standing: Standing) -> dict[str, Any]:
        badges: list[dict[str, Any]] = [{"label": record.get_state_display(), "tone": TONES.get(record.state, "neutral")}]
        if record.is_live and record.due_on and record.due_on < today():
            badges.append({"label": _("overdue"), "tone": "bad"})
        meta = [record.for_whom(), record.progress_text(), text(record.due_on)]
        return {"lead": Truncator(record.description).chars(140), "badges": badges, "meta": [said for said in meta if said]}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        """How far it is, and whose word is needed and given."""
        benefit, standing = view.object, view.standing
        given = {word.party_id: word for word in words_of(benefit)}
        asked = {seat.party_id for seat in standing.at_table if services.is_asked(benefit, seat)}
        words = [
            {"party": party, "word": given.get(party.pk), "is_ours": party == standing.party}
            for party in standing.parties
            if party.pk in asked
        ]
        amount = f"{text(benefit.value)} / {text(benefit.target)} {benefit.unit}" if benefit.progress is not None else ""
        return {"words": words, "amount": amount, "rule": rule(benefit)}


def rule(benefit: Benefit) -> str:
    """Who says that it came, in a sentence."""
    match benefit.beneficiary:
        case Benefit.Beneficiary.PARTY:
            party = benefit.beneficiary_party.short_name if benefit.beneficiary_party else ""
            return _now("It counts as verified when %(party)s attests it, and nobody else.") % {"party": party}
        case Benefit.Beneficiary.THIRD:
            return _now("Who benefits is not at the table: it counts as verified when every party attests it.")
    return _now("All parties benefit: it counts as verified when each of them attests it.")
