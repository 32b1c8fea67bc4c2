"""Where the history ended, kept elsewhere: what tells against a chain that was rewritten as a whole."""

import json
import uuid

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from partnerships.actions.tests.factories import ActionFactory
from partnerships.history.anchors import hashes_in
from partnerships.history.models import GENESIS, Chain, Event
from partnerships.history.proving import take_stock
from partnerships.history.services import record
from partnerships.history.vouching import salted
from partnerships.models import Partnership
from partnerships.records.services import save_record


@pytest.fixture
def written(cast):
    """Joint entries, and some in private of both parties."""
    for number in range(3):
        record("changed", cast.partnership, actor=cast.officer, note=f"Note {number}")
    for party, person in ((cast.university, cast.officer), (cast.partner, cast.representative)):
        draft = ActionFactory.build(partnership=cast.partnership, party=party, visibility="private", author=None)
        save_record(draft, actor=person)
    for partnership in Partnership.objects.all():
        take_stock(partnership)
    return cast.partnership


def download(cast, name):
    return cast.client(getattr(cast, name)).get(reverse("history:ends", args=[cast.partnership.slug]))


def whose(response):
    return [end["party"] for end in json.loads(response.content)["ends"]]


def test_each_reads_the_ends_of_what_he_or_she_reads(cast, written):
    assert whose(download(cast, "officer")) == [None, "University of Rivermouth"]
    assert whose(download(cast, "representative")) == [None, "Adler Maschinenbau GmbH"]
    assert whose(download(cast, "partner_reader")) == [None, "Adler Maschinenbau GmbH"]
    assert whose(download(cast, "auditor")) == [None]
    joint = Chain.objects.get(partnership=written, party=None)
    assert json.loads(download(cast, "auditor").content)["ends"] == [
        {
            "partnership": written.reference,
            "party": None,
            "readers": ["Adler Maschinenbau GmbH", "Bridge Facilitation", "University of Rivermouth"],
            "entries": joint.sequence,
            "hash": joint.hash,
        }
    ]


def test_what_one_party_does_in_private_shows_in_no_end_of_another(cast, written):
    before = json.loads(download(cast, "representative").content)["ends"]
    draft = ActionFactory.build(partnership=written, party=cast.university, visibility="private", author=None)
    save_record(draft, actor=cast.officer)
    assert json.loads(download(cast, "representative").content)["ends"] == before
    assert json.loads(download(cast, "officer").content)["ends"] != before


def rewrite(partnership):
    """Every entry of the joint chain anew, with another subject in the first: as one who holds the database could."""
    previous = GENESIS
    for event in Event.objects.filter(chain__partnership=partnership, chain__party=None).order_by("sequence"):
        if event.sequence == 1:
            event.subject_label, event.digests["label"] = "otherwise", salted(event.salts["label"], "otherwise")
        event.previous_hash = previous
        event.hash = previous = event.computed_hash()
        key = event.pk.hex if connection.vendor == "sqlite" else event.pk
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE history_event SET subject_label = %s, digests = %s, previous_hash = %s, hash = %s WHERE id = %s",
                [event.subject_label, json.dumps(event.digests), event.previous_hash, event.hash, key],
            )
    Chain.objects.filter(partnership=partnership, party=None).update(hash=previous)


@pytest.mark.parametrize("kept_by", ["a party", "the host", "hand"])
def test_a_chain_rewritten_as_a_whole_shows_by_an_end_kept_elsewhere(cast, written, kept_by, tmp_path, capsys):
    kept = tmp_path / "ends"
    if kept_by == "a party":
        kept.write_bytes(download(cast, "representative").content)
    elif kept_by == "the host":
        with kept.open("w", encoding="utf-8") as out:
            call_command("history_ends", stdout=out)
    else:  # from a signed paper
        kept.write_text(f"End of the history: {Event.objects.filter(chain__party=None, sequence=2).first().hash}")
    call_command("verify", against=str(kept))
    capsys.readouterr()
    rewrite(written)
    call_command("verify")  # by itself the chain looks whole: nothing is promised without what was kept
    with pytest.raises(CommandError, match="1 faults found"):
        call_command("verify", against=str(kept))
    assert "no history verified here ever ended at" in capsys.readouterr().err


def test_later_entries_do_not_make_a_kept_end_wrong(cast, written, tmp_path):
    kept = tmp_path / "ends"
    kept.write_bytes(download(cast, "representative").content)
    record("changed", written, actor=cast.officer)
    call_command("verify", against=str(kept))


def test_what_hangs_with_another_partnership_proves_nothing_for_this_one(cast, written, tmp_path, capsys):
    """The chain as it was, hung over to a partnership that is not verified, beside one written anew."""
    kept = tmp_path / "ends"
    kept.write_bytes(download(cast, "auditor").content)
    joint = Chain.objects.get(partnership=written, party=None)
    old = list(joint.entries.order_by("sequence"))
    rewrite(written)
    joint.pk, joint.partnership, joint.audience = uuid.uuid4(), cast.other_partnership, 1 << 40
    joint.save(force_insert=True)
    for event in old:
        event.pk, event.chain, event.partnership, event.place = uuid.uuid4(), joint, joint.partnership, event.place + 1000
    Event.objects.bulk_create(old)
    with pytest.raises(CommandError, match="1 faults found"):
        call_command("verify", written.reference, against=str(kept))
    assert capsys.readouterr().err == f"no history verified here ever ended at {joint.hash}\n"
    call_command("verify", written.reference)


def test_what_is_not_there_is_not_whole(written):
    with pytest.raises(CommandError, match="There is no partnership UBC-NONE"):
        call_command("verify", written.reference, "UBC-NONE")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ab" * 32, ["ab" * 32]),
        (" ".join(["0123abcd"] * 4) + "\n" + "\u00a0".join(["0123abcd"] * 4), ["0123abcd" * 8]),
        ("all had signed\n" + "ab" * 32 + "\n" + "cd" * 32 + "\n7 of 7", ["ab" * 32, "cd" * 32]),
        ("ab" * 33, []),
        (" ".join(["0123abcd"] * 7), []),
        (" ".join(["0123abcd"] * 4) + " - " + " ".join(["0123abcd"] * 4), []),
    ],
)
def test_a_hash_is_read_as_papers_print_it(text, found):
    assert hashes_in(text) == set(found)


def test_a_file_without_an_end_proves_nothing(written, tmp_path):
    empty = tmp_path / "empty"
    empty.write_text(f"{GENESIS} and {'a' * 63}")
    with pytest.raises(CommandError, match="holds no end"):
        call_command("verify", against=str(empty))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("verify", against=str(tmp_path / "none"))
