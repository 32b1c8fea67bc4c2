"""The requests about who takes part: the list, one of them, and asking."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Right, Standing
from partnerships.admission.forms import EndingForm, PersonForm, ReadingForm, neutral_seats
from partnerships.admission.items import offered
from partnerships.admission.models import Admission
from partnerships.admission.services import propose_party_end, propose_person, propose_person_end, propose_reading
from partnerships.invitations.people_acts import FormPage
from partnerships.invitations.rules import not_over
from partnerships.models import Membership, Participation
from partnerships.records.filters import record_filter
from partnerships.records.forms import model_form
from partnerships.records.rooms import JOINT_SPACE, RecordViews
from partnerships.records.unshown import asked, unshown
from partnerships.services import is_running

State = Admission.State
TONES = {
    State.WAITING: "info",
    State.AGREED: "good",
    State.DECLINED: "bad",
    State.WITHDRAWN: "neutral",
    State.EXPIRED: "warn",
    State.VOID: "warn",
}


class AdmissionViews(RecordViews):
    model = Admission
    form_class = model_form(Admission)
    filterset_class = record_filter(Admission, "state", "kind", search=("reason", "name", "organisation__name"))
    nav = "people"
    spaces = JOINT_SPACE
    lead = _("Who else takes part is decided by every party that has joined, with its signature.")
    empty = _("No request yet.")
    columns = ("__str__", "state", "created_at")
    ordering = ("-created_at", "pk")
    select_related = ("organisation",)
    detail_template = "admission/request.html"
    detail_fields = ("kind", "organisation", "side", "name", "email", "role", "reason", "state", "created_at")
    may_create = may_update = may_share = False

    @classmethod
    def card(cls, record: Admission, standing: Standing) -> dict[str, Any]:
        badges = [{"label": record.get_state_display(), "tone": TONES[State(record.state)]}]
        return {"lead": Truncator(record.reason).chars(140), "badges": badges, "meta": []}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        """Who asks, and by name what a newcomer will read."""
        return {
            "author": view.object.author,
            "lists": view.object.kind in Admission.LISTS,
            "items": view.object.items.all(),
            "reads_all": view.object.reads_all,
        }


class ProposePage(FormPage):
    """A page that asks all parties; it leads to the request, where one signs."""

    needs = Right.MANAGE
    writes = True
    submit_label = _("Send to all parties")
    sent = _("The request was sent to every party for signature.")

    request_made: Admission | None = None

    def check(self) -> None:
        super().check()
        if not is_running(self.standing):
            raise PermissionDenied

    def take(self, form: Any) -> str:
        self.request_made = self.ask(form)
        return str(self.sent)

    def ask(self, form: Any) -> Admission | None:
        raise NotImplementedError

    def next_url(self) -> str:
        return self.request_made.get_absolute_url() if self.request_made else super().next_url()


class ProposePerson(ProposePage):
    title = _("Propose a neutral person")

    def check(self) -> None:
        super().check()
        if not neutral_seats(self.standing):
            raise Http404

    def text(self) -> str:
        return _now("With the last signature the person is invited by e-mail.")

    def form(self) -> PersonForm:
        return PersonForm(**self.data, standing=self.standing, party=self.request.GET.get("party", ""))

    def ask(self, form: PersonForm) -> Admission:
        return propose_person(self.partnership, actor=self.user, **form.details())


class ProposeEnd(ProposePage):
    tone = "danger"

    def form(self) -> EndingForm:
        return EndingForm(**self.data)


class ProposePersonEnd(ProposeEnd):
    @cached_property
    def membership(self) -> Membership:
        """A neutral person's place here, also one that is paused."""
        neutral = [seat.party_id for seat in self.standing.participations if not seat.is_signing]
        places = Membership.objects.filter(not_over(), partnership=self.partnership, party__in=neutral)
        return get_object_or_404(places.select_related("user"), pk=self.kwargs["pk"])

    def check(self) -> None:
        super().check()
        _found = self.membership

    def heading(self) -> str:
        return _now("Propose that %(person)s leaves") % {"person": self.membership.user}

    def text(self) -> str:
        return _now("With the last signature the access of this person ends. Until then nothing changes.")

    def ask(self, form: EndingForm) -> Admission:
        return propose_person_end(self.partnership, actor=self.user, membership=self.membership, **form.cleaned_data)


class ProposeReading(ProposePage):
    """What is joint and older than the place of a party, by the signatures of those that read it."""

    template_name = "admission/reading.html"
    more_url = ""
    submit_label = _("Send for signature")
    sent = _("The request was sent for signature to the parties that read what you chose.")

    @cached_property
    def seat(self) -> Participation:
        others = {seat.pk: seat for seat in self.standing.at_table if seat.party != self.standing.party}
        if self.kwargs["seat"] not in others:
            raise Http404
        return others[self.kwargs["seat"]]

    def check(self) -> None:
        super().check()
        _found = self.seat

    def heading(self) -> str:
        return _now("Propose that %(party)s reads more") % {"party": self.seat.party}

    def text(self) -> str:
        return _now(
            "All parties that read what you choose are asked to sign. With the last signature it is read there too; before, nothing of it "
            "is told. What only your own party reads is shown at once."
        )

    def form(self) -> ReadingForm:
        records, self.more_url = unshown(self.seat, None, self.standing, kinds=offered(), **asked(self.request))
        return ReadingForm(**self.data, records=records)

    def ask(self, form: ReadingForm) -> Admission | None:
        return propose_reading(self.partnership, actor=self.user, party=self.seat.party, **form.cleaned_data)

    def take(self, form: ReadingForm) -> str:
        sent = super().take(form)
        return sent if self.request_made else _now("%(party)s reads now what you chose.") % {"party": self.seat.party}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(more_url=self.more_url, **kwargs)


class ProposePartyEnd(ProposeEnd):
    @cached_property
    def seat(self) -> Participation:
        found = (seat for seat in neutral_seats(self.standing) if seat.pk == self.kwargs["pk"])
        seat = next(found, None)
        if seat is None:
            raise Http404
        return seat

    def check(self) -> None:
        super().check()
        _found = self.seat

    def heading(self) -> str:
        return _now("Propose that %(party)s leaves") % {"party": self.seat.party}

    def text(self) -> str:
        return _now("With the last signature the access of all its people ends. Until then nothing changes.")

    def ask(self, form: EndingForm) -> Admission:
        return propose_party_end(self.partnership, actor=self.user, party=self.seat.party, **form.cleaned_data)
