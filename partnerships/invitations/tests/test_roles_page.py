from django.urls import reverse

from partnerships.access.policy import RIGHTS, Right
from partnerships.models import Role


def test_the_table_is_the_policy(cast):
    context = cast.client(cast.partner_reader).get(reverse("people:roles")).context
    assert context["roles"] == [role.label for role in Role]
    table = {row["right"]: {cell["role"] for cell in row["cells"] if cell["has"]} for row in context["rows"]}
    assert table == {right.label: {role.label for role in Role if right in RIGHTS[role]} for right in Right} | {
        "Open new partnerships": {"Officer"}
    }


def test_it_is_for_those_who_are_signed_in(cast):
    assert cast.client().get(reverse("people:roles")).status_code == 302
    assert cast.client(cast.stranger).get(reverse("people:roles")).status_code == 200
