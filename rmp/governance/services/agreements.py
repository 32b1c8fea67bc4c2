"""The course of an agreement. The state machine is Agreement.TRANSITIONS; into force it comes by the signatures of all."""

import calendar
import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import gettext_noop

from partnerships.access.policy import Right
from partnerships.clock import today
from partnerships.files import check_pdf, clean_name, sha256
from partnerships.history.comparing import examined
from partnerships.history.notes import product_note
from partnerships.history.services import lock
from partnerships.models import Party
from partnerships.records.actors import by_signers, consequence, taken_by
from partnerships.records.refusals import Refused, check_proven
from partnerships.records.services import advance, save_record
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import void_round
from rmp.governance.models import Agreement, AgreementTopic, NoAgreement
from rmp.governance.models.agreement_parts import NoticePeriod, notice_day
from rmp.governance.models.agreements import drop_file

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.accounts.presence import Proof

State = Agreement.State
NEWER = product_note(_lazy("A newer reason was agreed."))
RENEWED = gettext_noop("renewed")


@taken_by()
@transaction.atomic
def save_agreement(
    agreement: Agreement, *, actor: "User", seen_version: int | None = None, related: dict[str, Any] | None = None
) -> Agreement:
    """Write an agreement, and count the days for notice anew from its end."""
    counted = _count_notice(agreement, agreement.ends_on)
    return save_record(agreement, actor=actor, seen_version=seen_version, related=related, also=counted)


def _count_notice(agreement: Agreement, ends_on: dt.date | None) -> list[NoticePeriod]:
    """Set each party's last day for notice from the agreement's end. Returns those that have another day now."""
    moved = []
    for notice in agreement.notices.all():  # type: ignore[attr-defined]
        day = notice_day(ends_on, notice.days)
        if day != notice.last_day:
            examined(NoticePeriod.objects.filter(pk=notice.pk)).update(last_day=day)
            moved.append(notice)
    return moved


@taken_by()
@transaction.atomic
def move_agreement(
    agreement: Agreement, *, actor: "User", to: str, with_party: Party | None = None, note: str = ""
) -> Agreement:
    """Take an agreement that is being made a step on, or back, and say with whom it lies from now.

    Raises Refused for a step that is not open, and when it is to be signed without a reference.
    """
    lock(agreement.partnership)
    if to not in Agreement.PENDING:
        raise Refused(_("Into force it comes by the signatures of all parties."))
    if to == State.AWAITING_SIGNATURE and not Agreement.objects.get(pk=agreement.pk).reference:
        raise Refused(_("Give it a reference first: what is to be signed has one."))
    _void_round(agreement, actor, _("It went back: %(note)s") % {"note": note or Agreement.State(to).label})
    return advance(agreement, to, actor=actor, note=note, with_party=with_party, with_since=today() if with_party else None)


@taken_by()
@transaction.atomic
def hand_on(agreement: Agreement, *, actor: "User", with_party: Party) -> Agreement:
    """It lies with another party from today. Raises Refused when it is not being made any more."""
    lock(agreement.partnership)
    agreement.refresh_from_db()
    if not agreement.is_pending:
        raise Refused(_("It is not being negotiated any more."))
    if agreement.with_party_id == with_party.pk:
        raise Refused(_("It lies with %(party)s already.") % {"party": with_party})
    agreement.with_party, agreement.with_since = with_party, today()
    return save_record(agreement, actor=actor)


@taken_by()
@transaction.atomic
def attach_file(agreement: Agreement, *, actor: "User", file: File) -> Agreement:
    """Keep the text of the agreement as a PDF, with its hash. Raises ValidationError for another kind of file, Refused once signed."""
    check_pdf(file)
    lock(agreement.partnership)
    agreement.refresh_from_db()
    if not agreement.is_pending:
        raise Refused(_("What was signed is kept as it was signed."))
    drop_file(agreement.file)
    agreement.file_sha256 = sha256(file)
    agreement.file_name = clean_name(file.name or "", ".pdf")
    agreement.file = file
    return save_record(agreement, actor=actor)


@consequence
def bring_into_force(agreement: Agreement, *, actor: "User | None") -> Agreement:
    """All parties have signed. What it amends changes its end with it. Called by the sign-off alone."""
    values: dict[str, Any] = {"signed_on": agreement.signed_on or today(), "starts_on": agreement.starts_on or today()}
    advance(agreement, State.IN_FORCE, actor=actor, with_party=None, with_since=None, **values)
    if agreement.amends is not None and agreement.amends.state in Agreement.EFFECTIVE:
        amended, ends_on = agreement.amends, agreement.ends_on or agreement.amends.ends_on
        counted = _count_notice(amended, ends_on)
        advance(amended, State.AMENDED, actor=actor, note=agreement, ends_on=ends_on, also=counted)
    return agreement


@consequence
def back_to_negotiation(agreement: Agreement, *, actor: "User | None", note: str) -> Agreement:
    """A party would not sign. Called by the sign-off alone."""
    return advance(agreement, State.NEGOTIATING, actor=actor, note=note)


@taken_by(Right.SIGN, signs=by_signers)
@transaction.atomic
def terminate(
    agreement: Agreement, *, actor: "User", proof: "Proof | None", reason: str, ended_on: dt.date | None = None
) -> Agreement:
    """It ends before its time, by a notice say, or nothing comes of it: who notes that signs it for the own party.

    Raises Refused for a day to come (until then it holds), and as `check_proven` does.
    """
    check_proven(actor, proof)
    day = ended_on or today()
    if day > today():
        raise Refused(_("Until that day it is in force: note its end when it has come."))
    lock(agreement.partnership)
    _void_round(agreement, actor, reason)
    values: dict[str, Any] = {"ended_on": day, "end_reason": reason, "with_party": None, "with_since": None}
    return advance(agreement, State.TERMINATED, actor=actor, note=reason, **values)


def _void_round(agreement: Agreement, actor: "User", reason: str) -> None:
    """What is laid before the parties to sign is taken back when the agreement goes another way."""
    waiting = SignOffRound.objects.open().of_record(agreement).first()
    if waiting is not None:
        void_round(waiting, actor=actor, reason=reason)


# --- by the clock -----------------------------------------------------------------------------------------------------
@transaction.atomic
def end_of_term(agreement: Agreement, *, on: dt.date) -> bool:
    """What happens when its last day has passed: it renews itself, or expires. False when that has happened already."""
    lock(agreement.partnership)
    agreement.refresh_from_db()
    if agreement.state not in Agreement.EFFECTIVE or agreement.ends_on is None or agreement.ends_on >= on:
        return False
    if agreement.renewal == Agreement.Renewal.AUTOMATIC and agreement.renewal_months:
        first, times = agreement.ends_on, 1
        while (end := months_later(first, times * agreement.renewal_months)) < on:
            times += 1
        counted = _count_notice(agreement, end)
        advance(agreement, State.AMENDED, actor=None, verb=RENEWED, ends_on=end, also=counted)
    else:
        advance(agreement, State.EXPIRED, actor=None, ended_on=agreement.ends_on)
    return True


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or the month's last where it has no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


# --- topics -----------------------------------------------------------------------------------------------------------
@taken_by()
def agree_topic(topic: AgreementTopic, *, actor: "User", settled: str) -> AgreementTopic:
    """The parties have come together on it."""
    return _move_topic(topic, AgreementTopic.State.AGREED, actor, settled=settled)


@taken_by()
def reopen_topic(topic: AgreementTopic, *, actor: "User", note: str = "") -> AgreementTopic:
    return _move_topic(topic, AgreementTopic.State.OPEN, actor, note=note)


@transaction.atomic
def _move_topic(topic: AgreementTopic, to: str, actor: "User", note: str = "", **values: Any) -> AgreementTopic:
    lock(topic.partnership)
    if not Agreement.objects.get(pk=topic.agreement_id).is_pending:
        raise Refused(_("What was signed is kept as it was signed."))
    return advance(topic, to, actor=actor, note=note, since=today(), **values)


# --- without an agreement ---------------------------------------------------------------------------------------------
@consequence
def agree_to_none(reason: NoAgreement, *, actor: "User | None") -> NoAgreement:
    """All parties have signed the reason; an earlier one is over. Called by the sign-off alone."""
    for earlier in NoAgreement.objects.filter(partnership=reason.partnership, state=NoAgreement.State.AGREED):
        advance(earlier, NoAgreement.State.OVER, actor=actor, note=NEWER)
    return advance(reason, NoAgreement.State.AGREED, actor=actor, agreed_on=today())


@taken_by(Right.SIGN, signs=by_signers)
def end_reason(reason: NoAgreement, *, actor: "User", proof: "Proof | None", note: str = "") -> NoAgreement:
    """It does not hold any more: who says so signs it for the own party. Raises Refused as `check_proven` does."""
    check_proven(actor, proof)
    return advance(reason, NoAgreement.State.OVER, actor=actor, note=note)
