"""What is taken and what is refused: by content, and whatever the name says."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from partnerships import pdfs
from partnerships.documents.content import KINDS, check_content, safe_name
from partnerships.documents.tests.disguised import DISGUISED, PLAIN
from partnerships.documents.tests.factories import TAKEN
from partnerships.documents.tests.hostile import HARMLESS, REFUSED
from partnerships.files import serve_private


@pytest.mark.parametrize("key", KINDS)
def test_what_is_taken(key):
    name, content = TAKEN[key]
    file = ContentFile(content, name=name)
    assert (check_content(file).key, file.tell()) == (key, 0)


@pytest.mark.parametrize(("name", "content"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_hostile_files_are_refused(name, content):
    with pytest.raises(ValidationError) as refusal:
        check_content(ContentFile(content, name=name))
    assert all(refusal.value.messages)


@pytest.mark.parametrize(("name", "content"), [case[1:] for case in DISGUISED], ids=[case[0] for case in DISGUISED])
def test_the_same_in_disguise_is_refused(name, content):
    with pytest.raises(ValidationError) as refusal:
        check_content(ContentFile(content, name=name))
    assert all(refusal.value.messages)


@pytest.mark.parametrize(("name", "content"), [case[1:] for case in PLAIN], ids=[f"{case[1]}: {case[0]}" for case in PLAIN])
def test_what_only_looks_like_it_is_taken(name, content):
    assert check_content(ContentFile(content, name=name)).suffixes[0] == name[name.index(".") :]


@pytest.mark.parametrize(("name", "value"), [("MOST_OBJECTS", 2), ("MOST_SECONDS", 0)])
def test_a_pdf_is_looked_through_within_bounds(monkeypatch, name, value):
    monkeypatch.setattr(pdfs, name, value)
    with pytest.raises(ValidationError, match="too intricate"):
        check_content(ContentFile(TAKEN["pdf"][1] * 3 if name == "MOST_OBJECTS" else TAKEN["pdf"][1], name="plan.pdf"))


@pytest.mark.parametrize(("sent", "content", "name"), [case[1:] for case in HARMLESS], ids=[case[0] for case in HARMLESS])
def test_hostile_names_are_served_harmlessly(sent, content, name):
    file = ContentFile(content, name=sent)
    kind = check_content(file)
    answer = serve_private(file, safe_name(sent, kind))
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")


def test_there_are_more_than_sixty():
    assert len(REFUSED) + len(HARMLESS) > 60
