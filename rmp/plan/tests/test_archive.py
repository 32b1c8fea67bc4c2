"""The plan in the archives of the parties: what all have signed, as the PDF one files, the same for everybody."""

import io
import zipfile

from pypdf import PdfReader

from partnerships.archive.building import build
from partnerships.archive.reading import Reader
from partnerships.models import Partnership
from rmp.plan.models import PlanVersion
from rmp.plan.papers import papers
from rmp.plan.pdf import NoPDF
from rmp.plan.tests.factories import frozen, in_force


def plans(cast, party=None, user=None):
    body = build(Reader(Partnership.objects.get(pk=cast.partnership.pk), party, user), lambda progress: None)
    archive = zipfile.ZipFile(io.BytesIO(body))
    return {name: archive.read(name) for name in archive.namelist() if name.startswith("plans/")}


def test_each_signed_version_is_there_and_the_same_for_all(cast):
    first = in_force(cast)
    second = in_force(cast)
    frozen(cast)
    joint = plans(cast)
    assert sorted(joint) == [f"plans/{cast.partnership.reference}-plan-{version.number}.pdf" for version in (first, second)]
    assert plans(cast, cast.university, cast.officer) == plans(cast, cast.partner, cast.representative) == joint
    for version, drawn in zip((first, second), (joint[name] for name in sorted(joint)), strict=True):
        version = PlanVersion.objects.get(pk=version.pk)
        text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(drawn)).pages)
        assert [word for word in (cast.officer.name, cast.representative.name) if word not in text] == []
        assert version.digest in "".join(text.split())


def test_a_version_that_cannot_be_drawn_keeps_nobody_from_the_rest(cast, monkeypatch):
    in_force(cast)

    def broken(document):
        raise NoPDF

    monkeypatch.setattr("rmp.plan.papers.pdf", broken)
    assert list(papers(Reader(cast.partnership))) == []
    assert plans(cast) == {}
