"""The relationship itself: appraised, with what each gains, what shall last, what it hangs together with, how a party ranks it."""

from dataclasses import replace
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.access.policy import Right, Standing
from partnerships.access.spaces import Space
from partnerships.actions.sources import ACTIONS_PANEL, ADD_ACTION
from partnerships.models import Membership, Party
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import ReasonForm, model_form
from partnerships.records.presentation import definition, readers, record_table, space_of
from partnerships.records.rooms import Act, RecordViews
from partnerships.records.views import Formed, RoomPage
from partnerships.signoff.acts import ASK
from rmp.relationship import services
from rmp.relationship.forms import LinkForm, OutcomeForm, PartyForm, PriorityForm
from rmp.relationship.models import (
    Advantage,
    Appraisal,
    BenchmarkNote,
    ExpectedOutcome,
    Priority,
    RelationshipLink,
    Sustainability,
)

STATE_TONES: dict[str, str] = {
    BenchmarkNote.State.NOTED: "neutral",
    BenchmarkNote.State.TRYING: "info",
    BenchmarkNote.State.ADOPTED: "good",
    BenchmarkNote.State.DROPPED: "neutral",
}
TIER_TONES: dict[str, str] = {Priority.Tier.STRATEGIC: "good", Priority.Tier.KEY: "info"}


class ExpectedOutcomeViews(RecordViews):
    model = ExpectedOutcome
    form_class = model_form(ExpectedOutcome, "starts_on", "ends_on", "outcome", "benefits")
    columns = ("period", "outcome", "benefits")
    ordering = ("starts_on", "created_at")
    select_related = ("benefits",)
    lead = gettext_lazy("What the relationship shall bring, period by period.")
    empty = gettext_lazy("No outcome yet. What do you expect in the first year, and what only later?")
    create_label = gettext_lazy("Add an outcome")


class AppraisalViews(RecordViews):
    model = Appraisal
    form_class = model_form(Appraisal, "horizon", "on", "findings", "mode", "mode_reason", "best_where", "next_on")
    filterset_class = record_filter(Appraisal, "horizon", "mode", "state", search=("findings", "mode_reason", "best_where"))
    principle = 1
    title = gettext_lazy("Appraisals")
    lead = gettext_lazy("What the relationship could become, will be or is, and in which mode you collaborate.")
    empty = gettext_lazy("Not appraised yet. What kind of relationship is this, and what speaks for making more or less of it?")
    create_label = gettext_lazy("Appraise the relationship")
    columns = ("__str__", "mode", "state", "next_on")
    ordering = ("-on", "-created_at", "pk")
    detail_fields = (
        *("horizon", "on", "findings", "mode", "mode_reason", "best_where"),
        *("next_on", "state", "fixed_on"),
    )
    parts = (ExpectedOutcomeViews,)
    panels: ClassVar = (ACTIONS_PANEL,)
    acts: ClassVar = (
        replace(
            ASK,
            when=lambda appraisal: appraisal.is_joint and not appraisal.is_fixed,
            text=gettext_lazy(
                "What it says now is laid before every party to sign. When all have signed, the mode of collaboration is fixed."
            ),
        ),
        ADD_ACTION,
    )

    @classmethod
    def card(cls, record: Appraisal, standing: Standing) -> dict[str, Any]:
        tone = "good" if record.is_fixed else "neutral"
        badges = [{"label": record.get_mode_display(), "tone": "info"}]
        if record.is_joint:
            badges.append({"label": record.get_state_display(), "tone": tone})
        return {"lead": Truncator(record.findings).chars(160), "badges": badges, "meta": []}


class AdvantageViews(RecordViews):
    model = Advantage
    form_class = model_form(Advantage, "title", "description")
    filterset_class = record_filter(Advantage, search=("title", "description"))
    principle = 1
    layout = "columns"
    lead = gettext_lazy("What working together gives each side, and all of you, that nobody would have alone.")
    empty = gettext_lazy("No advantage named yet. What could you not do without each other?")
    create_label = gettext_lazy("Add an advantage")
    columns = ("title", "description")

    @classmethod
    def card(cls, record: Advantage, standing: Standing) -> dict[str, Any]:
        return {"lead": Truncator(record.description).chars(200), "badges": [], "meta": []}


class SustainabilityViews(RecordViews):
    model = Sustainability
    form_class = model_form(Sustainability, "where", "why", "methods", "answers", "review_on")
    filterset_class = record_filter(Sustainability, "answers", search=("where", "why", "methods"))
    principle = 1
    lead = gettext_lazy("Where the relationship shall outlast projects and people, and what keeps it alive there.")
    empty = gettext_lazy("Nothing named yet. Where do you want to be together in ten years, and what will it take?")
    create_label = gettext_lazy("Say where it shall last")
    columns = ("where", "methods", "answers", "review_on")
    select_related = ("answers",)

    @classmethod
    def card(cls, record: Sustainability, standing: Standing) -> dict[str, Any]:
        return {"lead": record.methods, "badges": [], "meta": [text(record.review_on)]}


class RelationshipLinkViews(RecordViews):
    """Links are made and removed, never changed: see the model."""

    model = RelationshipLink
    form_class = LinkForm
    filterset_class = record_filter(RelationshipLink, "kind", search=("note", "other__title"))
    principle = 1
    lead = gettext_lazy("What this partnership grew from or depends on, as far as you stand in both.")
    empty = gettext_lazy("No link yet. Did this partnership grow from another one, or would it stand still without one?")
    create_label = gettext_lazy("Link another partnership")
    columns = ("other", "kind", "note")
    select_related = ("other",)
    detail_fields = ("kind", "other", "note")
    may_update = False

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        """The way to the other partnership; and who can see it: of those who may read it here, those who stand there too."""
        link = view.object
        rows = definition(cls, link)
        for row in rows:
            if row["value"] == link.other:
                row["url"] = link.other.get_absolute_url()
        among = Membership.objects.standing_in(link.other).values("user")
        return {"definition": rows, "people": readers(link, among)}


class PriorityViews(RecordViews):
    model = Priority
    form_class = PriorityForm
    filterset_class = record_filter(Priority, "tier", search=("reason",))
    principle = 1
    spaces = (Space.OURS_PRIVATE,)
    title = gettext_lazy("Our ranking")
    lead = gettext_lazy(
        "How your party ranks this partnership among its own. It is private: no mark counts it and no plan tells of it."
    )
    empty = gettext_lazy("Not ranked yet. What does it bring you, and what does it take?")
    create_label = gettext_lazy("Rank this partnership")
    columns = ("__str__", "tier", "benefit", "effort", "review_on")

    @classmethod
    def creatable(cls, standing: Standing, parent: Any = None) -> bool:
        return super().creatable(standing, parent) and standing.party is not None

    @classmethod
    def card(cls, record: Priority, standing: Standing) -> dict[str, Any]:
        badges = [{"label": record.get_tier_display(), "tone": TIER_TONES.get(record.tier, "neutral")}]
        return {"lead": record.reason, "badges": badges, "meta": []}


class BenchmarkNoteViews(RecordViews):
    model = BenchmarkNote
    form_class = model_form(BenchmarkNote, "title", "seen_at", "practice", "lesson", "change")
    filterset_class = record_filter(BenchmarkNote, "state", search=("title", "seen_at", "practice", "lesson", "change"))
    principle = 1
    lead = gettext_lazy("What other alliances do better, what you learn from it and what you change.")
    empty = gettext_lazy("Nothing noted yet. Which alliance do you admire, and what do they do that you do not?")
    create_label = gettext_lazy("Note a good practice")
    columns = ("title", "seen_at", "change", "state")
    detail_fields = ("seen_at", "practice", "lesson", "change", "state", "outcome")
    panels: ClassVar = (ACTIONS_PANEL,)
    acts: ClassVar = (
        Act(
            "try",
            gettext_lazy("Try it"),
            services.try_practice,
            when=lambda note: note.state in (BenchmarkNote.State.NOTED, BenchmarkNote.State.DROPPED),
        ),
        Act(
            "adopt",
            gettext_lazy("Adopt it"),
            services.adopt_practice,
            OutcomeForm,
            when=lambda note: note.state in (BenchmarkNote.State.NOTED, BenchmarkNote.State.TRYING),
        ),
        Act(
            "drop",
            gettext_lazy("Set aside"),
            services.drop_practice,
            ReasonForm,
            when=lambda note: note.state in (BenchmarkNote.State.NOTED, BenchmarkNote.State.TRYING),
            tone="secondary",
        ),
        ADD_ACTION,
    )

    @classmethod
    def card(cls, record: BenchmarkNote, standing: Standing) -> dict[str, Any]:
        badges = [{"label": record.get_state_display(), "tone": STATE_TONES[record.state]}]
        return {"lead": record.lesson, "badges": badges, "meta": [record.seen_at]}


class RelationshipPage(RoomPage):
    """Where the relationship stands, on one page (5.1.3.2)."""

    needs = Right.READ_JOINT
    template_name = "rmp/relationship/relationship.html"
    principle = 1
    KINDS = (AppraisalViews, SustainabilityViews, BenchmarkNoteViews, RelationshipLinkViews)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        standing = self.standing
        sections = [record_table(views, standing) for views in self.KINDS]
        for section in sections:
            for row in section["rows"]:
                row["space"] = space_of(row["record"], standing)
        own = standing.may(Right.READ_OWN)
        ranking = record_table(PriorityViews, standing, party=standing.party) if own else None
        if ranking and ranking["rows"]:
            ranking["create_url"] = ""  # a party ranks once
        incoming = RelationshipLink.objects.visible_to(self.user).leading_to(self.partnership).select_related("partnership")
        return super().get_context_data(
            title=_("The relationship"),
            sections=sections,
            incoming=sorted(incoming, key=lambda link: (link.partnership.title, str(link.pk))),
            ranking=ranking,
            parties=[self.facts(party) for party in standing.parties],
            party_url=self.party_url(),
            **kwargs,
        )

    def facts(self, party: Party) -> dict[str, Any]:
        kind = party.get_university_type_display() if party.university_type else party.get_business_type_display()
        cells = [party.full_name, str(kind or party.get_kind_display()), str(party.get_relation_basis_display())]
        return {"cells": cells}

    def party_url(self) -> str:
        """Where one's own party says what it is; empty for those who may not say it."""
        party = self.standing.party
        if party is None or not self.partnership.is_open or not self.standing.may(Right.MANAGE, party):
            return ""
        if not services.may_describe(self.user, party):
            return ""
        return reverse("rmp_relationship:party", args=[self.partnership.slug])


class PartyPage(Formed, RoomPage):
    """What kind of organisation one's own party is, and how the goal concerns it (3.1, 3.2)."""

    needs = Right.MANAGE
    writes = True
    principle = 1

    def check(self) -> None:
        super().check()
        if self.standing.party is None or not services.may_describe(self.user, self.standing.party):
            raise PermissionDenied

    @property
    def party(self) -> Party:
        assert self.standing.party is not None  # check() let nobody else in
        return self.standing.party

    def form(self) -> PartyForm:
        # Read anew: the form writes what was typed into it, and the page goes on showing the party as it is.
        data = self.request.POST if self.request.method == "POST" else None
        return PartyForm(data, instance=Party.objects.get(pk=self.party.pk))

    def submit(self, form: PartyForm) -> HttpResponse:
        services.describe_party(self.partnership, self.party, actor=self.user, **form.cleaned_data)
        return redirect(self.back())

    def back(self) -> str:
        return reverse("rmp_relationship:relationship", args=[self.partnership.slug])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=_("What kind of organisation we are: %(party)s") % {"party": self.standing.party},
            text=_("It is the same in all partnerships of your party, and all parties can read it."),
            submit_label=_("Save"),
            cancel_url=self.back(),
            **kwargs,
        )
