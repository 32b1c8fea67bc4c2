"""What an administrator does with levels: who may have what is there already is never widened."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.urls import reverse

from partnerships.access.spaces import Visibility
from partnerships.bases import IN_USE
from partnerships.documents.levels import Audience, ClassificationLevel, ClassificationScheme
from partnerships.documents.models import Document
from partnerships.documents.tests.factories import DocumentFactory, level
from partnerships.journal import save_entry


def scheme_form(**typed):
    """The page of the house's scheme as it is, with another value here or there: {"2-audience": 1}."""
    scheme = ClassificationScheme.objects.get(code="house")
    rows = list(scheme.levels.order_by("rank"))
    data = {"code": scheme.code, "name": scheme.name, "active": "on"}
    data |= {"levels-TOTAL_FORMS": len(rows), "levels-INITIAL_FORMS": len(rows)}
    for place, row in enumerate(rows):
        fields = {"id": row.pk, "scheme": scheme.pk, "rank": row.rank, "name": row.name, "audience": row.audience}
        fields |= {"active": "on"} if row.active else {}
        data |= {f"levels-{place}-{name}": value for name, value in fields.items()}
    address = reverse("admin:documents_classificationscheme_change", args=[scheme.pk])
    return address, data | {f"levels-{name}": value for name, value in typed.items()}


def audiences():
    return list(ClassificationLevel.objects.filter(scheme__code="house").order_by("rank").values_list("audience", flat=True))


def test_of_what_documents_bear_nobody_widens_the_audience(cast):
    desk = cast.client(cast.administrator)
    restricted = DocumentFactory(
        partnership=cast.partnership,
        party=cast.university,
        visibility=Visibility.SHARED,
        author=cast.officer,
        level=level(Audience.PERSONS),
    )
    restricted.people.add(cast.officer)

    def readers():
        return [name for name in cast.PEOPLE if name != "anonymous" and reads(getattr(cast, name))]

    def reads(person):
        return Document.objects.visible_to(person).filter(pk=restricted.pk).exists()

    assert readers() == ["officer"]
    address, data = scheme_form(**{f"{rank}-audience": Audience.PARTIES for rank in (2, 3, 4)})
    page = desk.post(address, data)
    assert "This level is in use" in page.content.decode()
    assert (readers(), audiences(), LogEntry.objects.count()) == (["officer"], [0, 1, 2, 3, 4], 0)
    with pytest.raises(ValidationError):
        save_entry(changed(level(4), audience=Audience.PARTIES), actor=cast.administrator)
    assert readers() == ["officer"]


def changed(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    return row


def test_nor_moves_the_level_to_another_scheme_or_narrows_it(cast):
    DocumentFactory(level=level(1))
    other = ClassificationScheme.objects.create(code="other", name="Other")
    for values in ({"scheme": other}, {"audience": Audience.NAMED_PARTIES}):
        with pytest.raises(ValidationError):
            save_entry(changed(level(1), **values), actor=cast.administrator)
    assert audiences() == [0, 1, 2, 3, 4]


def test_what_no_document_bears_may_be_changed_and_that_is_recorded(cast):
    save_entry(changed(level(2), audience=Audience.OWN_PARTY), actor=cast.administrator)
    assert audiences() == [0, 1, 3, 3, 4]
    assert [entry.get_change_message() for entry in LogEntry.objects.all()] == [
        "Who may have it at most: “Named parties only” became “The own party only”."
    ]


@pytest.mark.parametrize(("name", "value"), [("name", "Everybody"), ("rank", 7)])
def test_what_documents_bear_keeps_its_name_and_rank(cast, name, value):
    DocumentFactory(level=level(4))
    with pytest.raises(ValidationError) as refusal:
        save_entry(changed(level(4), **{name: value}), actor=cast.administrator)
    assert refusal.value.message_dict == {name: [IN_USE]}
    address, data = scheme_form(**{f"4-{name}": value})
    desk = cast.client(cast.administrator)
    [formset] = [inline.formset for inline in desk.get(address).context["inline_admin_formsets"]]
    assert [form.fields[name].disabled for form in formset.initial_forms] == [False] * 4 + [True]
    desk.post(address, data)
    assert (level(4).name, LogEntry.objects.count()) == ("Restricted persons", 0)


@pytest.mark.parametrize(("name", "value"), [("name", "Everybody"), ("rank", 7)])
def test_what_nothing_bears_may_have_another_name_and_rank(cast, name, value):
    address, data = scheme_form(**{f"4-{name}": value})
    assert cast.client(cast.administrator).post(address, data).status_code == 302
    assert getattr(ClassificationLevel.objects.get(scheme__code="house", audience=4), name) == value
    assert LogEntry.objects.count() == 1


def test_a_level_that_documents_bear_is_retired(cast):
    document = DocumentFactory(level=level(2))
    address, data = scheme_form()
    del data["levels-2-active"]
    assert cast.client(cast.administrator).post(address, data).status_code == 302
    assert not level(2).active
    assert Document.objects.get(pk=document.pk).level == level(2)
    assert sorted(ClassificationLevel.objects.offered().values_list("rank", flat=True)) == [0, 1, 3, 4]
    assert [(entry.object_repr, entry.get_change_message()) for entry in LogEntry.objects.all()] == [
        ("Named parties", "Offered in forms: “True” became “False”.")
    ]


def test_a_level_that_is_retired_leaves_its_rank_to_its_successor(cast):
    DocumentFactory(level=level(1))
    old = changed(level(1), active=False)
    save_entry(old, actor=cast.administrator)
    better = ClassificationLevel(scheme=old.scheme, rank=old.rank, name="All parties", audience=old.audience)
    save_entry(better, actor=cast.administrator)
    assert [*ClassificationLevel.objects.offered().filter(rank=1)] == [better]
    with pytest.raises(ValidationError, match="has this rank"):
        save_entry(changed(old, active=True), actor=cast.administrator)


def test_a_level_is_not_deleted_by_whatever_way(cast):
    desk = cast.client(cast.administrator)
    address, data = scheme_form(**{"3-DELETE": "on"})
    desk.post(address, data)
    desk.post(address.replace("/change/", "/delete/"), {"post": "yes"})
    listed = {
        "action": "delete_selected",
        "_selected_action": [ClassificationScheme.objects.get(code="house").pk],
        "post": "yes",
    }
    desk.post(reverse("admin:documents_classificationscheme_changelist"), listed)
    assert audiences() == [0, 1, 2, 3, 4]
