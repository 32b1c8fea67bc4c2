"""What lies in an archive and what does not; the same bytes for the same contents; made once, kept for a time, then gone."""

import datetime as dt
import io
import json
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from pypdf import PdfReader

from objectives.tests import factories as objectives
from partnerships.actions.tests.factories import ActionFactory
from partnerships.archive import building, services
from partnerships.archive.models import Archive
from partnerships.archive.packing import MANIFEST, faults
from partnerships.archive.reading import Reader
from partnerships.archive.tests.factories import ArchiveFactory, ReadyArchiveFactory
from partnerships.history.anchors import hashes_in, unknown
from partnerships.history.models import Event
from partnerships.history.proving import take_stock
from partnerships.history.tests.test_anchors import rewrite
from partnerships.models import Membership, Partnership
from partnerships.records.models import record_kinds
from partnerships.records.services import save_record
from partnerships.records.sharing import share_record
from partnerships.signoff.services import open_round
from partnerships.signoff.tests.signing import sign, sign_elsewhere
from partnerships.tests.factories import MembershipFactory
from rmp.exits.tests import factories as exits
from rmp.visions.tests import factories as visions

CANARIES = 40
State = Archive.State


@pytest.fixture
def world(cast):
    """Joint, shared and private records of both sides; each private one bears a canary of its side."""
    for side, party, author in (("ours", cast.university, cast.officer), ("theirs", cast.partner, cast.representative)):
        place = {"partnership": cast.partnership, "author": author, "party": party}
        for n in range(CANARIES):
            word = f"canary-{side}-{n:02}"
            match n % 5:
                case 0:
                    objective = objectives.ObjectiveFactory(**place, title=word, visibility="private")
                    objectives.MeasureFactory(objective=objective, author=author, name=f"{word}-part")
                case 1:
                    ActionFactory(**place, title=word, visibility="private", responsible=party)
                case 2:
                    visions.EthicsCheckFactory(**place, clash=word)
                case 3:
                    record = exits.FutureOpportunityFactory.build(
                        partnership=cast.partnership, party=party, visibility="private", title=word
                    )
                    save_record(record, actor=author)  # with an entry in the history
                case 4:
                    objectives.DriverFactory(**place, title=word, visibility="private")
        shared = exits.ExitPositionFactory(**place, must_keep=f"shared-{side}")
        share_record(shared, actor=author, note=f"told-by-{side}")
    joint = {"partnership": cast.partnership, "author": cast.officer}
    strategy = exits.ExitStrategyFactory(**joint, extent="joint-strategy")
    exits.NoticePeriodFactory(strategy=strategy, giver=cast.partner)
    round = open_round(strategy, actor=cast.officer)
    sign(round, actor=cast.officer, reservation="with-a-reservation")
    paper = ContentFile(b"%PDF-1.7 signed paper", name="signed.pdf")
    sign_elsewhere(round, actor=cast.representative, file=paper, signed_by="Renate", signed_on=timezone.localdate())
    asset = exits.DispositionFactory(case=exits.DisengagementCaseFactory(**joint), holder=cast.partner, what="joint-bench")
    asset.file_name = "proof.pdf"
    asset.file.save("x.pdf", ContentFile(b"%PDF-1.7 proof of return"))
    return cast


def built(partnership, party=None, user=None):
    beats = []
    body = building.build(Reader(Partnership.objects.get(pk=partnership.pk), party, user), beats.append)
    assert beats == sorted(beats)
    assert beats[-1] <= 100
    return body


def opened(body):
    """{name: bytes}, with what lies inside workbook and document beside them: compressed there, a word would not be found."""
    archive = zipfile.ZipFile(io.BytesIO(body))
    files = {name: archive.read(name) for name in archive.namelist()}
    book = zipfile.ZipFile(io.BytesIO(files["records.xlsx"]))
    files["archive.pdf/text"] = "\n".join(
        page.extract_text() for page in PdfReader(io.BytesIO(files["archive.pdf"])).pages
    ).encode()
    return files | {f"records.xlsx/{name}": book.read(name) for name in book.namelist()}


def words(files):
    return b"\n".join(files.values()).decode("utf-8", "ignore")


def test_each_party_takes_its_own_and_nothing_of_the_other_s(world):
    """Even by the hand of somebody who stands for both: what is taken along is the one party's."""
    for person, party in ((world.officer, world.partner), (world.representative, world.university)):
        MembershipFactory(user=person, party=party, partnership=world.partnership, role="contributor")
    sides = {
        "ours": (world.university, world.officer, world.partner),
        "theirs": (world.partner, world.representative, world.university),
    }
    for side, (party, person, _other) in sides.items():
        other = "theirs" if side == "ours" else "ours"
        text = words(opened(built(world.partnership, party, person)))
        assert [n for n in range(CANARIES) if f"canary-{other}-{n:02}" in text] == []
        assert [n for n in range(CANARIES) if f"canary-{side}-{n:02}" not in text] == []
        assert all(
            word in text for word in ("shared-ours", "shared-theirs", "joint-strategy", "told-by-ours", "canary-" + side)
        )


def test_it_bears_the_ends_of_the_history_that_is_in_it(world, tmp_path):
    """Of the joint history and of the own: whoever kept the archive can have the history held against it."""
    for partnership in Partnership.objects.all():
        take_stock(partnership)
    services.request_own(world.partnership, actor=world.officer)  # of the making of archives nothing stands in one
    found = {
        "joint": built(world.partnership),
        "ours": built(world.partnership, world.university, world.officer),
        "theirs": built(world.partnership, world.partner, world.representative),
    }
    ends = {name: opened(body)["data/history-ends.json"] for name, body in found.items()}
    assert {name: [end["party"] for end in json.loads(said)["ends"]] for name, said in ends.items()} == {
        "joint": [None],
        "ours": [None, "University of Rivermouth"],
        "theirs": [None, "Adler Maschinenbau GmbH"],
    }
    kept = tmp_path / "ends.json"
    kept.write_bytes(ends["theirs"])
    assert unknown(hashes_in(kept.read_text()), Partnership.objects.filter(pk=world.partnership.pk)) == []
    rewrite(world.partnership)
    joint = json.loads(ends["theirs"])["ends"][0]["hash"]
    assert unknown(hashes_in(kept.read_text()), Partnership.objects.filter(pk=world.partnership.pk)) == [joint]


def test_it_says_beside_a_party_who_vouches_for_it(world):
    type(world.partner).objects.filter(pk=world.partner.pk).update(vouched_by="Olivia Officer", vouched_at=timezone.now())
    assert "Adler Maschinenbau GmbH (Identity vouched for by Olivia Officer)" in words(opened(built(world.partnership)))


def test_the_joint_archive_has_what_all_read_and_is_the_same_for_both(world):
    with translation.override("de"), timezone.override("Pacific/Auckland"):
        first = built(world.partnership)
    second = built(world.partnership)
    assert first == second
    files = opened(first)
    text = words(files)
    assert "canary-" not in text
    assert all(
        word in text for word in ("shared-ours", "shared-theirs", "joint-strategy", "with-a-reservation", "told-by-theirs")
    )
    assert files["signatures.html"].count(b"<td>Password 20") == 2
    assert (
        files["data/signatures.json"].count(b'"proof":"password"') + files["data/signatures.json"].count(b'"proof": "password"')
        == 2
    )
    attachments = {name: body for name, body in files.items() if name.startswith("attachments/")}
    assert sorted(attachments.values()) == [b"%PDF-1.7 proof of return", b"%PDF-1.7 signed paper"]
    assert {name.rpartition("/")[2] for name in attachments} == {"proof.pdf", "signed.pdf"}
    assert {"index.html", "history.html", "signatures.html", "style.css", "archive.pdf", "records.xlsx", MANIFEST} <= set(files)
    assert files["archive.pdf"].startswith(b"%PDF")
    record = json.loads(files["data/exit-strategy.json"])[0]
    assert (record["space"], record["fields"]["extent"], len(record["parts"]["notices"])) == ("joint", "joint-strategy", 1)
    assert json.loads(files[MANIFEST])["kind"] == "joint"
    # No address of ours, no script, nothing loaded from elsewhere.
    assert all(b"<script" not in body and b"http" not in body for name, body in files.items() if name.endswith("index.html"))


def test_every_kind_of_record_is_walked_in_a_fixed_number_of_queries(cast):
    assert len(record_kinds()) > 30

    def asked():
        with CaptureQueriesContext(connection) as queries:
            building.build(
                Reader(Partnership.objects.get(pk=cast.partnership.pk), cast.university, cast.officer), lambda n: None
            )
        return len(queries)

    def more(count):
        for _ in range(count):
            objective = objectives.ObjectiveFactory(partnership=cast.partnership, author=cast.officer)
            measure = objectives.MeasureFactory(objective=objective, author=cast.officer)
            objectives.ReadingFactory(measure=measure, author=cast.officer)
            item = exits.ExitPlanItemFactory(partnership=cast.partnership, author=cast.officer, responsible=cast.partner)
            exits.ItemOwnerFactory(item=item, of=cast.university, name="", person=cast.contributor)
            strategy = exits.ExitStrategyFactory(partnership=cast.partnership, author=cast.officer, state="superseded")
            exits.NoticePeriodFactory(strategy=strategy, giver=cast.partner)

    more(1)
    asked()  # what a process looks up once, it knows from now on
    one = asked()
    more(9)
    assert asked() == one


# --- proof ------------------------------------------------------------------------------------------------------------
def rewritten(body, change):
    files = {name: data for name, data in opened(body).items() if not name.startswith(("records.xlsx/", "archive.pdf/"))}
    change(files)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


CHANGES = [
    (lambda files: None, []),
    (lambda files: files.update({"index.html": b"other"}), ["index.html was changed"]),
    (lambda files: files.pop("archive.pdf"), ["archive.pdf is missing"]),
    (lambda files: files.update({"extra.txt": b"x"}), ["extra.txt is not in the manifest"]),
    (lambda files: files.pop(MANIFEST), ["there is no manifest"]),
    (lambda files: files.update({MANIFEST: b"[]"}), ["the manifest cannot be read"]),
    (
        lambda files: files.update({MANIFEST: files[MANIFEST].replace(b'"size":', b'"size":1')}),
        ["the manifest was changed"],
    ),
]


def test_the_command_tells_an_archive_that_was_changed(cast, tmp_path, capsys):
    body = built(cast.partnership)
    for change, wanted in CHANGES:
        found = list(faults(io.BytesIO(rewritten(body, change))))
        assert found[: len(wanted)] == wanted
        assert bool(found) is bool(wanted)
    whole, broken = tmp_path / "whole.zip", tmp_path / "broken.zip"
    whole.write_bytes(body)
    broken.write_bytes(body[:-200])
    call_command("verify_archive", str(whole))
    assert "whole" in capsys.readouterr().out
    for path in (broken, tmp_path / "none.zip"):
        with pytest.raises(CommandError):
            call_command("verify_archive", str(path))


# --- making -----------------------------------------------------------------------------------------------------------
def test_it_is_asked_for_once_made_once_and_kept_for_a_time(cast, settings):
    settings.ARCHIVE_KEEP_DAYS = 7
    one = services.request_joint(cast.partnership, actor=cast.officer)
    assert services.request_joint(cast.partnership, actor=cast.representative) == one
    own = services.request_own(cast.partnership, actor=cast.officer)
    assert services.request_own(cast.partnership, actor=cast.contributor) != own  # each takes what he or she reads
    assert (services.make(one.pk), services.make(one.pk)) == (True, False)
    one.refresh_from_db()
    assert (one.state, one.progress, one.attempts) == (State.READY, 100, 1)
    assert one.keep_until - one.made_at == dt.timedelta(days=7)
    with one.file.open("rb") as file:
        assert len(file.read()) == one.size
    assert services.sweep() == 0
    Archive.objects.filter(pk=one.pk).update(keep_until=timezone.now() - dt.timedelta(seconds=1))
    storage, name = one.file.storage, one.file.name
    assert (services.sweep(), services.sweep(), storage.exists(name)) == (1, 0, False)
    one.refresh_from_db()
    assert (one.state, bool(one.file)) == (State.REMOVED, False)


def test_two_parties_get_the_same_bytes_at_different_times(cast):
    hashes = []
    for person in (cast.officer, cast.representative):
        made = services.request_joint(cast.partnership, actor=person)
        services.make(made.pk)
        made.refresh_from_db()
        hashes.append(made.sha256)
    assert len(set(hashes)) == 1
    assert Archive.objects.filter(state=State.READY).count() == 2


def test_what_was_lost_is_picked_up_and_what_fails_is_tried_three_times(cast, monkeypatch):
    sent = []
    monkeypatch.setattr(services, "_send", sent.append)
    lost, dead, fresh = (ArchiveFactory(partnership=cast.partnership, requested_by=cast.officer) for _ in range(3))
    now = timezone.now()
    Archive.objects.filter(pk=lost.pk).update(requested_at=now - dt.timedelta(minutes=6))
    Archive.objects.filter(pk=dead.pk).update(state=State.MAKING, beat_at=now - dt.timedelta(minutes=21))
    assert (services.sweep(), set(sent)) == (2, {lost.pk, dead.pk})
    monkeypatch.setattr(services, "consistent", lambda *args: 1 / 0)
    for wanted in (State.WAITING, State.WAITING, State.FAILED):
        assert services.make(fresh.pk) is False
        fresh.refresh_from_db()
        assert fresh.state == wanted
    assert services.make(fresh.pk) is False


def test_who_has_left_meanwhile_gets_nothing(cast):
    made = services.request_own(cast.partnership, actor=cast.contributor)
    Membership.objects.filter(user=cast.contributor).update(
        ends_on=timezone.localdate() - dt.timedelta(days=1), starts_on="2020-01-01"
    )
    assert services.make(made.pk) is False
    made.refresh_from_db()
    assert (made.state, bool(made.file)) == (State.WAITING, False)


def test_it_is_read_again_when_something_was_written_meanwhile(cast, monkeypatch):
    made = services.request_joint(cast.partnership, actor=cast.officer)
    calls = []

    def disturbed(reader, beat):
        calls.append(1)
        objective = objectives.ObjectiveFactory.build(partnership=cast.partnership, title=f"late-{len(calls)}")
        save_record(objective, actor=cast.officer)
        return building.build(reader, beat)

    monkeypatch.setattr(services, "build", disturbed)
    services.make(made.pk)
    made.refresh_from_db()
    assert (made.state, len(calls)) == (State.READY, 3)


@pytest.mark.parametrize("name", ["respondent", "facilitator", "auditor", "sibling", "stranger", "administrator"])
def test_archives_are_for_who_stands_for_a_party(cast, name):
    for request in (services.request_own, services.request_joint):
        with pytest.raises(PermissionDenied):
            request(cast.partnership, actor=getattr(cast, name))
    assert (Archive.objects.count(), Event.objects.count()) == (0, 0)


# --- pages ------------------------------------------------------------------------------------------------------------
def fetched(cast, name, archive):
    from django.urls import reverse

    client = cast.client(getattr(cast, name))
    response = client.get(reverse("archive:download", args=[cast.partnership.slug, archive.pk]))
    if response.status_code == 200:
        assert b"".join(response.streaming_content) == b"PK"
        for closer in response._resource_closers:
            closer()
    return response.status_code


def test_who_fetches_which(cast):
    place = {"partnership": cast.partnership}
    joint = ReadyArchiveFactory(**place, requested_by=cast.officer)
    own = ReadyArchiveFactory(**place, requested_by=cast.officer, party=cast.university)
    gone = ReadyArchiveFactory(**place, requested_by=cast.officer, state=State.REMOVED)
    outside = (
        dict.fromkeys(cast.PEOPLE, 404) | {"anonymous": 302} | dict.fromkeys(("respondent", "facilitator", "auditor"), 403)
    )
    party = ("officer", "contributor", "representative", "partner_contributor", "partner_reader")
    assert {name: fetched(cast, name, joint) for name in cast.PEOPLE} == outside | dict.fromkeys(party, 200)
    assert {name: fetched(cast, name, own) for name in cast.PEOPLE} == outside | dict.fromkeys(party, 404) | {"officer": 200}
    assert fetched(cast, "officer", gone) == 404


def test_the_list_shows_one_s_own_and_the_joint_ones_after_the_end_too(cast, django_assert_num_queries):
    from django.urls import reverse

    place = {"partnership": cast.partnership}
    ReadyArchiveFactory(**place, requested_by=cast.officer, party=cast.university)
    ReadyArchiveFactory(**place, requested_by=cast.representative)
    Partnership.objects.filter(pk=cast.partnership.pk).update(state="closed")
    address = reverse("archive:list", args=[cast.partnership.slug])
    shown = {}
    for name in ("officer", "contributor", "representative"):
        page = cast.client(getattr(cast, name)).get(address)
        shown[name] = [str(row["archive"]) for row in page.context["rows"]]
    own = "Archive of University of Rivermouth"
    assert shown == {"officer": ["Joint archive", own], "contributor": ["Joint archive"], "representative": ["Joint archive"]}
    client = cast.client(cast.representative)
    assert client.post(reverse("archive:own", args=[cast.partnership.slug])).status_code == 302
    assert "Waiting" in client.get(address).content.decode()
