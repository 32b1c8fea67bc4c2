"""What stands on a signed plan proves the history, as it is taken out of the paper: in groups, over two lines, beside another hash."""

import io

import pytest
from django.core.management import CommandError, call_command
from docx import Document as Word
from pypdf import PdfReader

from partnerships.history.anchors import hashes_in
from partnerships.history.models import Event
from partnerships.history.proving import take_stock
from partnerships.history.tests.test_anchors import rewrite
from partnerships.models import Partnership
from rmp.plan.document import document
from rmp.plan.pdf import pdf
from rmp.plan.tests.factories import frozen, in_force
from rmp.plan.word import docx


def from_pdf(content):
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf(content))).pages)


def from_docx(content):
    return "\n".join(paragraph.text for paragraph in Word(io.BytesIO(docx(content))).paragraphs)


READINGS = {"pdf": from_pdf, "docx": from_docx}


@pytest.fixture
def whole(cast):
    """A plan that both parties signed; nothing stands beside the history."""
    version = in_force(cast)
    for partnership in Partnership.objects.all():
        take_stock(partnership)
    return version


@pytest.mark.parametrize("kind", READINGS)
def test_a_signed_paper_proves_the_history_as_it_is(cast, whole, kind, tmp_path, capsys):
    content = document(whole, cast.officer)
    paper = tmp_path / "paper.txt"
    paper.write_text(READINGS[kind](content), encoding="utf-8")
    assert hashes_in(paper.read_text(encoding="utf-8")) == {whole.digest, content["anchor"]["value"]}
    call_command("verify", against=str(paper))
    out = capsys.readouterr().out
    assert out.splitlines()[0].startswith(f"{whole.digest} is no end, but the content of ")
    assert out.endswith(" 1 ends kept elsewhere are in it.\n")
    rewrite(whole.partnership)
    with pytest.raises(CommandError):
        call_command("verify", against=str(paper))
    assert f"no history verified here ever ended at {content['anchor']['value']}" in capsys.readouterr().err.splitlines()


def test_a_paper_that_bears_no_end_proves_nothing(cast, whole, tmp_path):
    paper = tmp_path / "paper.txt"
    paper.write_text(whole.digest)
    with pytest.raises(CommandError, match="holds no end"):
        call_command("verify", against=str(paper))


def test_the_content_of_another_partnership_is_no_excuse(cast, whole, tmp_path, capsys):
    """Whoever holds the database could write a kept end there as the hash of a content."""
    paper = tmp_path / "paper.txt"
    end = Event.objects.filter(partnership=cast.other_partnership).in_order().last().hash
    paper.write_text(f"{whole.digest} {end}")
    with pytest.raises(CommandError, match="1 faults"):
        call_command("verify", cast.other_partnership.reference, against=str(paper))
    assert capsys.readouterr().err == f"no history verified here ever ended at {whole.digest}\n"


def test_a_plan_that_nobody_signed_bears_no_end(cast):
    assert document(frozen(cast), cast.officer)["anchor"]["value"] == ""
