"""The door through which a file leaves, for the whole cast; and the pages of documents, what they cost and what they do not tell."""

import pytest
from django.urls import reverse

from partnerships.actions.tests.factories import ActionFactory
from partnerships.documents.models import Document, DocumentVersion
from partnerships.documents.services import attach, keep
from partnerships.documents.tests.factories import PDF, DocumentFactory, level, upload
from partnerships.records.sharing import share_record
from partnerships.tests.costs import cost

OWN_PEOPLE = {"officer", "contributor"}
READERS_OF_SHARED = OWN_PEOPLE | {"representative", "partner_contributor", "partner_reader", "auditor"}
SPACES = {
    "joint": ({}, READERS_OF_SHARED | {"facilitator"}),
    "shared": ({"party": "university", "visibility": "shared"}, READERS_OF_SHARED),
    "private": ({"party": "university"}, OWN_PEOPLE),
}


def file_url(cast, version=None, partnership=None):
    version = version or DocumentVersion.objects.get()
    return reverse("documents:file", args=[(partnership or cast.partnership).slug, version.pk])


def documents(cast, name, *args):
    return reverse(f"documents:document-{name}", args=[cast.partnership.slug, *args])


@pytest.mark.parametrize("space", SPACES)
def test_a_file_is_given_to_those_who_may_read_its_record(cast, space):
    place, may = SPACES[space]
    place = place | ({"party": cast.university} if place else {})
    source = ActionFactory(partnership=cast.partnership, author=cast.officer, **place)
    attach(source, actor=cast.officer, file=upload(), level=level())
    found = {}
    for name in cast.PEOPLE:
        answer = cast.client(getattr(cast, name)).get(file_url(cast))
        found[name] = answer.status_code
        if name in may:
            assert b"".join(answer.streaming_content) == PDF
            assert answer["Content-Disposition"] == 'attachment; filename="plan.pdf"'
            assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")
            assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    wanted = {name: 200 if name in may else 302 if name == "anonymous" else 404 for name in cast.PEOPLE}
    assert found == wanted
    assert cast.client(cast.officer).get(file_url(cast, partnership=cast.sibling_partnership)).status_code == 404
    assert cast.client(cast.officer).post(file_url(cast)).status_code == 405


def test_a_file_that_is_gone_is_not_found(cast, folder):
    DocumentFactory(partnership=cast.partnership, author=cast.officer)
    assert cast.client(cast.officer).get(file_url(cast)).status_code == 404


def test_above_the_level_there_is_no_door(cast):
    document = Document(partnership=cast.partnership, party=cast.university, title="Plan", level=level(4))
    keep(document, actor=cast.officer, file=upload(), people=[cast.officer])
    for name, status in (("officer", 200), ("contributor", 404), ("representative", 404)):
        client = cast.client(getattr(cast, name))
        answer = client.get(file_url(cast))
        assert answer.status_code == status
        assert (b"".join(answer) == PDF) == (status == 200)
        assert client.get(documents(cast, "detail", document.pk)).status_code == status
        assert ("Plan" in client.get(documents(cast, "list")).content.decode()) == (status == 200)
        assert ("Plan" in client.get(documents(cast, "list") + "?export=csv").content.decode()) == (status == 200)


def test_private_documents_are_found_nowhere_by_the_others(cast):
    secret = "marzipan"
    document = Document(partnership=cast.partnership, party=cast.university, title=secret, level=level())
    keep(document, actor=cast.officer, file=upload(name=f"{secret}.pdf"))
    addresses = [documents(cast, "list"), documents(cast, "list") + f"?q={secret[:5]}", documents(cast, "list") + "?export=csv"]
    addresses += [reverse(name, args=[cast.partnership.slug]) for name in ("history:list", "records:sharing")]
    client = cast.client(cast.representative)
    assert [address for address in addresses if secret in client.get(address).content.decode()] == []
    assert client.get(documents(cast, "list")).context["rows"] == []
    share_record(document, actor=cast.officer)
    assert [secret in client.get(address).content.decode() for address in addresses] == [True] * 3 + [True, True]


# --- pages ------------------------------------------------------------------------------------------------------------
def test_a_document_of_the_partnership_is_handed_in_by_a_form(cast):
    client = cast.client(cast.officer)
    typed = {"space": "ours_private", "level": level().pk, "title": ""}
    made = client.post(documents(cast, "create"), typed | {"file": upload()})
    document = Document.objects.get()
    assert (made.status_code, made.url, document.title) == (302, document.get_absolute_url(), "plan.pdf")
    for bad, field, said in (
        ({"space": "joint", "level": level(3).pk, "file": upload()}, "level", "above what this place allows"),
        ({"file": upload(b"<svg/>", "a.svg")}, "file", "not taken"),
        ({"file": upload(b"")}, "file", "empty"),
        ({}, "file", "required"),
        ({"level": "", "file": upload()}, "level", "required"),
        ({"level": level(4).pk, "file": upload()}, "people", "Name the persons"),
        ({"title": "x" * 300, "file": upload()}, "title", "at most 200"),
    ):
        page = client.post(documents(cast, "create"), typed | bad)
        assert (page.status_code, said in " ".join(page.context["form"].errors.get(field, []))) == (422, True), bad
    assert Document.objects.count() == 1
    assert client.post(documents(cast, "update", document.pk), {"title": "Plan", "seen_version": 1}).status_code == 302
    assert client.post(documents(cast, "new-version", document.pk), {"file": upload()}).status_code == 302
    assert client.post(documents(cast, "new-version", document.pk), {"file": upload(b"MZ")}).status_code == 422
    reclassified = {"level": level(3).pk, "reason": "Not yet."}
    assert client.post(documents(cast, "reclassify", document.pk), reclassified).status_code == 302
    page = client.get(documents(cast, "detail", document.pk))
    assert ([row["version"].number for row in page.context["versions"]], page.context["badges"][0]["label"]) == (
        [2, 1],
        "Own party",
    )


def test_what_hangs_on_a_record_is_not_shared_by_itself(cast):
    source = ActionFactory(partnership=cast.partnership, author=cast.officer, party=cast.university)
    document = attach(source, actor=cast.officer, file=upload(), level=level())
    client = cast.client(cast.officer)
    assert client.post(documents(cast, "share", document.pk)).status_code == 403
    page = client.get(documents(cast, "detail", document.pk)).content.decode()
    assert (documents(cast, "share", document.pk) in page, source.get_absolute_url() in page) == (False, True)


def test_pages_cost_the_same_for_one_and_for_thirty(cast):
    client, costs = cast.client(cast.officer), []
    first = DocumentFactory(partnership=cast.partnership, author=cast.officer)
    source = ActionFactory(partnership=cast.partnership, author=cast.officer)
    for rows in (1, 29):
        for _ in range(rows):
            DocumentFactory(partnership=cast.partnership, author=cast.officer, source=source)
        costs.append([cost(client, documents(cast, "list")), cost(client, documents(cast, "detail", first.pk))])
    assert costs[0] == costs[1]
    assert (costs[0][0] <= 8, costs[0][1] <= 12) == (True, True), costs
    with_file = {"space": "joint", "level": level().pk, "title": "x", "file": upload()}
    assert client.post(documents(cast, "create"), with_file).status_code == 302
