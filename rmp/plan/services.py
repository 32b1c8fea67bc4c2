"""The course of the plan: written, frozen, reviewed by section, signed, in force, superseded. The states are PlanVersion.TRANSITIONS."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.access.policy import Right, standing
from partnerships.canonical import digest
from partnerships.clock import today
from partnerships.history.comparing import examined
from partnerships.history.services import lock
from partnerships.history.services import record as write_history
from partnerships.models import Partnership, Party
from partnerships.practices.sections import SECTIONS, WITH_THE_PLAN
from partnerships.records.actors import consequence, taken_by
from partnerships.records.refusals import Refused, refuse_second
from partnerships.records.services import Stale, advance, delete_record, save_record
from partnerships.rules.services import agree_rules, standing_rules
from partnerships.signoff.endings import signing_parties, snapshot_of
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import open_round, void_round
from rmp.plan.content import MET, assemble, by_key, clean, fingerprint, plan_language
from rmp.plan.models import PlanVersion, SectionReview, SectionText

if TYPE_CHECKING:
    from partnerships.accounts.models import User

State, Verdict = PlanVersion.State, SectionReview.Verdict

# What the history calls the steps.
VERBS = {
    "freeze": gettext_noop("frozen for review"),
    "unfreeze": gettext_noop("taken back to draft"),
    "withdraw": gettext_noop("withdrawn"),
    "accept": gettext_noop("accepted section by section"),
    "request": gettext_noop("laid out for signature"),
    "enforce": gettext_noop("brought into force"),
    "supersede": gettext_noop("superseded"),
    "return": gettext_noop("returned to review"),
    State.CHANGES_REQUESTED: gettext_noop("changes requested"),
    State.JOINT_REVIEW: gettext_noop("no more changes requested"),
}


# --- the living plan --------------------------------------------------------------------------------------------------
@taken_by()
@transaction.atomic
def write_section(partnership: Partnership, section: str, *, actor: "User", text: str, seen_version: int) -> SectionText:
    """Put the parties' words into a section. `seen_version` is 0 for who saw none yet.

    Words that not all at the table read are in no plan: whoever reads them writes them anew, for all. Raises KeyError for an unknown
    section, Stale when somebody else wrote meanwhile, Refused for who does not read the words that are there.
    """
    known = SECTIONS[section]
    lock(partnership)
    record = SectionText.objects.filter(partnership=partnership, section=known.key).first()
    if record is not None and not SectionText.objects.visible_to(actor).filter(pk=record.pk).exists():
        raise Refused(
            _("There are words in this section that your party does not read. Ask the others to write them anew, for all.")
        )
    if record is not None and not record.reaches_all():
        if seen_version != record.version:
            raise Stale(record)
        delete_record(record, actor=None)
        record = None
    if record is None:
        record = SectionText(partnership=partnership, section=known.key, visibility="shared")
    elif seen_version == 0:
        raise Stale(record)
    record.text = clean(text)
    return save_record(record, actor=actor, seen_version=seen_version)


# --- a version --------------------------------------------------------------------------------------------------------
@taken_by()
@transaction.atomic
def start_version(version: PlanVersion, *, actor: "User") -> PlanVersion:
    """Announce the next version of the plan; `version` is unsaved, with its partnership, summary and review date.

    Raises Refused while another one is on the way.
    """
    lock(version.partnership)
    of_partnership = PlanVersion.objects.filter(partnership=version.partnership)
    refuse_second(of_partnership.open(), _("A version is on the way already: finish or withdraw it first."), person=actor)
    last = of_partnership.order_by("-number").values_list("number", flat=True).first()
    version.number = (last or 0) + 1
    version.put_before_all()
    return save_record(version, actor=actor)


@taken_by()
@transaction.atomic
def freeze(version: PlanVersion, *, actor: "User") -> PlanVersion:
    """Keep the plan as it stands now, to be reviewed by all parties. Acceptances of sections that did not change since still hold."""
    ledger = lock(version.partnership)
    current = PlanVersion.objects.get(pk=version.pk)
    if current.state != State.DRAFT:
        raise Refused(_("Only a draft is frozen: take it back to draft first."))
    content = assemble(version.partnership, current)
    advance(
        version,
        State.JOINT_REVIEW,
        actor=actor,
        verb=VERBS["freeze"],
        audience=ledger.joined,  # what is frozen is what these read
        content=content,
        digest=digest(content),
        rules=standing_rules(version.partnership)
        | {str(record.pk): said for record, said, _agree in _standing(version.partnership)},
        frozen_at=timezone.now(),
    )
    return _follow(version, reviews_in_force(version), actor)


@taken_by()
@transaction.atomic
def unfreeze(version: PlanVersion, *, actor: "User", reason: str) -> PlanVersion:
    """Take a version back to draft, so that the plan can be changed. Signatures given for it fall."""
    lock(version.partnership)
    _end_round(version, actor, reason)
    return advance(
        version,
        State.DRAFT,
        actor=actor,
        note=reason,
        verb=VERBS["unfreeze"],
        content={},
        digest="",
        rules={},
        frozen_at=None,
        open_points="",
        reason="",
    )


@taken_by(Right.SIGN)
@transaction.atomic
def withdraw_version(version: PlanVersion, *, actor: "User", reason: str) -> PlanVersion:
    """Give up a version that is not in force. Its number is not used again."""
    lock(version.partnership)
    _end_round(version, actor, reason)
    return advance(version, State.WITHDRAWN, actor=actor, note=reason, verb=VERBS["withdraw"])


def _end_round(version: PlanVersion, actor: "User", reason: str) -> None:
    """Void the signatures asked for; the version is back in review then."""
    waiting = SignOffRound.objects.open().of_record(version).first()
    if waiting is not None:
        void_round(waiting, actor=actor, reason=reason)
        version.refresh_from_db(fields=["state", "version"])


# --- review by section ------------------------------------------------------------------------------------------------
@taken_by()
@transaction.atomic
def review_section(version: PlanVersion, *, actor: "User", section: str, verdict: str, note: str = "") -> SectionReview:
    """What the actor's party says of a section of the frozen version; it replaces what the party said before.

    Raises Refused unless the version is in review, KeyError for a section it does not have.
    """
    party = _party_of(actor, version)
    lock(version.partnership)
    current = _in_review(version)
    if verdict == Verdict.CHANGES_REQUESTED and not note.strip():
        raise Refused(_("Say what is to change."))
    read = fingerprint(by_key(current.content)[section])
    said = list(current.reviews.select_related("party"))  # type: ignore[attr-defined]
    review = next((r for r in said if (r.section, r.party_id) == (section, party.pk)), None)
    if review is None:
        review = SectionReview(section=section, party=party)
        said.append(review)
    review.plan = current
    review.verdict, review.note, review.read = verdict, note.strip(), read
    save_record(review, actor=actor)
    _follow(version, _holding(current, said), actor)
    return review


@taken_by()
@transaction.atomic
def accept_all(version: PlanVersion, *, actor: "User") -> PlanVersion:
    """Accept, for the actor's party, every section it has not spoken of yet. What it asked to change stays asked.

    Raises Refused unless the version is in review.
    """
    party = _party_of(actor, version)
    lock(version.partnership)
    current = _in_review(version)
    spoken = {review.section for review in reviews_in_force(current) if review.party_id == party.pk}
    reviews = [
        SectionReview(
            plan=current, section=key, party=party, author=actor, verdict=Verdict.ACCEPTED, note="", read=fingerprint(section)
        )
        for key, section in by_key(current.content).items()
        if key not in spoken
    ]
    if reviews:
        accepted = SectionReview.objects.filter(plan=current, party=party)
        examined(accepted.all())  # those of before, which are written over
        SectionReview.objects.bulk_create(
            reviews,
            update_conflicts=True,
            unique_fields=("plan", "section", "party"),
            update_fields=("author", "verdict", "note", "read", "updated_at"),
        )
        with plan_language():
            titles = ", ".join(str(SECTIONS[review.section].title) for review in reviews)
        write_history(VERBS["accept"], current, actor=actor, note=f"{party}: {titles}", also=accepted)
    return version


def _party_of(actor: "User", version: PlanVersion) -> Party:
    """The party that the actor speaks for. Raises PermissionDenied for who writes here for another one only."""
    here = standing(actor, version.partnership)
    if here.party is None or not here.may(Right.WRITE, here.party):
        raise PermissionDenied
    return here.party


def _in_review(version: PlanVersion) -> PlanVersion:
    current = PlanVersion.objects.get(pk=version.pk)
    current.partnership = version.partnership
    version.state = current.state
    if current.state not in PlanVersion.IN_REVIEW:
        raise Refused(_("This version is not in review now."))
    return current


def reviews_in_force(version: PlanVersion) -> list[SectionReview]:
    """The reviews that were said of the sections as they are frozen now."""
    return _holding(version, version.reviews.select_related("party"))  # type: ignore[attr-defined]


def _holding(version: PlanVersion, reviews: Iterable[SectionReview]) -> list[SectionReview]:
    now = {key: fingerprint(section) for key, section in by_key(version.content).items()}
    return [review for review in reviews if review.read == now.get(review.section)]


def _follow(version: PlanVersion, reviews: Iterable[SectionReview], actor: "User | None") -> PlanVersion:
    """The state follows what the parties say: one request for changes is enough, the last one taken back ends it."""
    asked = any(review.verdict == Verdict.CHANGES_REQUESTED for review in reviews)
    state = State.CHANGES_REQUESTED if asked else State.JOINT_REVIEW
    return version if version.state == state else advance(version, state, actor=actor, verb=VERBS[state])


# --- signatures -------------------------------------------------------------------------------------------------------
def obstacles(version: PlanVersion) -> list[str]:
    """What stands against signing a frozen version: sections that lack something, and changes that a party asks for.

    In the installation's language, for it is kept with the version.
    """
    with plan_language():
        return [*_incomplete(version), *_asked(version)]


def _incomplete(version: PlanVersion) -> Iterator[str]:
    for section in version.content["sections"]:
        if not section["complete"]:
            lacking = [] if section["text"] else [_("no words of the parties")]
            lacking += [need["text"].rstrip(".") for need in section["needs"] if need["status"] not in MET]
            yield f"{section['title']}: {'; '.join(lacking)}."


def _asked(version: PlanVersion) -> Iterator[str]:
    for review in reviews_in_force(version):
        if review.verdict == Verdict.CHANGES_REQUESTED:
            title = by_key(version.content)[review.section]["title"]
            yield _("%(party)s asks to change “%(section)s”.") % {"party": review.party, "section": title}


def not_accepted(version: PlanVersion) -> list[str]:
    """Which party has not accepted which sections; no obstacle, for its signature will say so, but kept."""
    accepted = {(r.party_id, r.section) for r in reviews_in_force(version) if r.verdict == Verdict.ACCEPTED}
    found = []
    with plan_language():
        for party in sorted(signing_parties(version.partnership, version), key=lambda party: party.name):
            titles = [s["title"] for s in version.content["sections"] if (party.pk, s["key"]) not in accepted]
            if titles:
                found.append(_("%(party)s has not accepted: %(sections)s.") % {"party": party, "sections": ", ".join(titles)})
    return found


@taken_by(Right.SIGN)
@transaction.atomic
def request_signatures(version: PlanVersion, *, actor: "User", due_on: dt.date | None = None, reason: str = "") -> SignOffRound:
    """Lay the frozen version before all parties for signature.

    While there are obstacles, a reason must be given; it is kept with what was open. Raises Refused without one, and when the version
    is not in review.
    """
    lock(version.partnership)
    current = _in_review(version)
    against = obstacles(current)
    if against and not reason.strip():
        raise Refused([_("Not all is ready. Complete it, or say why it is to be signed all the same."), *against])
    if current.state == State.CHANGES_REQUESTED:
        advance(version, State.JOINT_REVIEW, actor=actor, verb=VERBS[State.JOINT_REVIEW], note=reason)
    advance(
        version,
        State.AWAITING_SIGNATURES,
        actor=actor,
        verb=VERBS["request"],
        note=reason,
        open_points="\n".join([*against, *not_accepted(current)]),
        reason=reason.strip(),
    )
    return open_round(version, actor=actor, due_on=due_on)


@consequence
@transaction.atomic
def bring_into_force(version: PlanVersion, *, actor: "User | None", round: SignOffRound) -> PlanVersion:
    """All parties have signed (`round`): the version is the plan now, the one before it is superseded, the rules that it quotes are
    agreed, and so is what else still says what it said when the version was frozen."""
    partnership, day = version.partnership, today()
    for former in PlanVersion.objects.in_force().filter(partnership=partnership):
        advance(former, State.SUPERSEDED, actor=actor, verb=VERBS["supersede"], superseded_on=day)
    advance(version, State.IN_FORCE, actor=actor, verb=VERBS["enforce"], in_force_on=day)
    _set_next_review(partnership, version.review_on, actor)
    for record, said, agree in list(_standing(partnership)):
        if version.rules.get(str(record.pk)) == said:
            agree(record, actor=actor)
    agree_rules(partnership, version.rules, actor=actor, round=round, authority=version)
    return version


def _standing(partnership: Partnership) -> Iterator[tuple[Any, str, Callable[..., Any]]]:
    """(record, the hash of what it says with all its parts, how it is agreed) of what is agreed with the plan, besides rules."""
    for proposed, agree in WITH_THE_PLAN:
        for record in proposed(partnership):
            record.partnership = partnership
            yield record, snapshot_of(record)[1], agree


def _set_next_review(partnership: Partnership, day: dt.date | None, actor: "User | None") -> None:
    current = Partnership.objects.select_for_update().get(pk=partnership.pk)
    if day is None or current.next_review_on == day:
        return
    before = current.next_review_on
    current.next_review_on = partnership.next_review_on = day
    current.version = partnership.version = current.version + 1
    current.save(update_fields=["next_review_on", "version", "updated_at"])
    changes = {"next_review_on": [before.isoformat() if before else None, day.isoformat()]}
    write_history("changed", current, actor=actor, changes=changes)


@consequence
def return_to_review(version: PlanVersion, *, actor: "User | None", note: str) -> PlanVersion:
    """The signatures asked for did not come together: the version is in review again, with the reason in its history."""
    if version.state != State.AWAITING_SIGNATURES:
        return version
    advance(version, State.JOINT_REVIEW, actor=actor, verb=VERBS["return"], note=note, open_points="", reason="")
    return _follow(version, reviews_in_force(version), actor)
