"""The matrix as each person sees it, and what it says in words."""

import pytest

from objectives.matrix import Matrix
from objectives.models import Alignment, Objective
from objectives.tests import factories as f
from objectives.tests.test_views import url
from partnerships.access.policy import RIGHTS, Right, standing
from partnerships.tests.cast import seat_newcomer


def matrix(cast, person):
    return Matrix(standing(person, cast.partnership))


def said(cast, person):
    return [sentence["text"] for sentence in matrix(cast, person).sentences]


def rows(cast, person):
    """{party: {objective: [value or None]}}"""
    return {
        group.party.short_name: {
            row.objective.title: [cell.alignment.value if cell.alignment else None for cell in row.cells] for row in group.rows
        }
        for group in matrix(cast, person).groups
    }


@pytest.fixture
def commons(cast):
    return [f.ObjectiveFactory(partnership=cast.partnership, title=title) for title in ("Quiet gears", "Young engineers")]


@pytest.fixture
def own(cast):
    """The university's shared and private objective, the partner's shared and private one."""

    def make(party, title, visibility):
        return f.ObjectiveFactory(partnership=cast.partnership, party=party, title=title, visibility=visibility)

    return {
        "papers": make(cast.university, "Papers", "shared"),
        "money": make(cast.university, "Secret money", "private"),
        "patents": make(cast.partner, "Patents", "shared"),
        "takeover": make(cast.partner, "Secret takeover", "private"),
    }


class TestWhoSeesWhat:
    def test_rows_are_what_the_reader_may_see_the_own_party_first(self, cast, commons, own):
        for key, value in {"papers": "supports", "money": "tension", "patents": "conflict", "takeover": "neutral"}.items():
            f.AlignmentFactory(objective=own[key], common=commons[0], value=value)
        papers, patents = {"Papers": ["supports", None]}, {"Patents": ["conflict", None]}
        money, takeover = {"Secret money": ["tension", None]}, {"Secret takeover": ["neutral", None]}
        assert list(rows(cast, cast.officer).items()) == [("Rivermouth", papers | money), ("Adler", patents)]
        assert list(rows(cast, cast.partner_reader).items()) == [("Adler", patents | takeover), ("Rivermouth", papers)]
        assert rows(cast, cast.auditor) == {"Adler": patents, "Rivermouth": papers}
        assert rows(cast, cast.facilitator) == {"Adler": {}, "Rivermouth": {}}

    def test_cells_of_another_partnership_are_elsewhere(self, cast, commons, own):
        f.ObjectiveFactory(partnership=cast.sibling_partnership, party=cast.university, visibility="shared")
        f.ObjectiveFactory(partnership=cast.sibling_partnership)
        assert len(matrix(cast, cast.officer).commons) == 2
        assert len(rows(cast, cast.officer)["Rivermouth"]) == 2

    def test_what_is_withdrawn_or_ended_is_not_compared(self, cast, commons, own):
        Objective.objects.filter(pk__in=[commons[0].pk, own["papers"].pk]).update(state="withdrawn")
        assert [common.title for common in matrix(cast, cast.officer).commons] == ["Young engineers"]
        assert list(rows(cast, cast.officer)["Rivermouth"]) == ["Secret money"]

    @pytest.mark.parametrize(
        ("name", "writes"),
        [
            ("officer", {"Papers", "Secret money"}),
            ("partner_contributor", {"Patents", "Secret takeover"}),
            ("partner_reader", set()),
        ],
    )
    def test_one_writes_ones_own_rows(self, cast, commons, own, name, writes):
        groups = matrix(cast, getattr(cast, name)).groups
        found = {row.objective.title for group in groups for row in group.rows if all(cell.may_write for cell in row.cells)}
        assert found == writes

    def test_whoever_reads_own_or_shared_records_reads_joint_ones(self):
        """A cell refers to a common objective: it is read by nobody who may not read that."""
        for rights in RIGHTS.values():
            assert Right.READ_JOINT in rights or not rights & {Right.READ_OWN, Right.READ_SHARED}

    def test_a_cell_is_read_where_both_of_its_objectives_are(self, cast, commons, own):
        cells = {key: f.AlignmentFactory(objective=objective, common=commons[0]) for key, objective in own.items()}
        shared = {cells["papers"], cells["patents"]}
        expected = {
            "officer": shared | {cells["money"]},
            "contributor": shared | {cells["money"]},
            "representative": shared | {cells["takeover"]},
            "partner_contributor": shared | {cells["takeover"]},
            "partner_reader": shared | {cells["takeover"]},
            "respondent": set(),
            "facilitator": set(),
            "auditor": shared,
            "sibling": set(),
            "stranger": set(),
            "administrator": set(),
        }
        assert {name: set(Alignment.objects.visible_to(getattr(cast, name))) for name in expected} == expected


class TestInWords:
    def test_from_both_sides(self, cast, commons, own):
        f.AlignmentFactory(objective=own["papers"], common=commons[0], value="supports")
        f.AlignmentFactory(objective=own["papers"], common=commons[1], value="conflict")
        assert said(cast, cast.officer) == [
            "1 of our objectives has no common objective.",
            "1 objective of Adler has no common objective.",
            "C1 “Quiet gears” supports no objective of Adler.",
            "C2 “Young engineers” supports no objective of ours.",
            "C2 “Young engineers” supports no objective of Adler.",
            "1 tension or conflict has no handling yet.",
            "4 pairs are not compared yet.",
        ]
        assert said(cast, cast.auditor) == [
            "1 objective of Adler has no common objective.",
            "C1 “Quiet gears” supports no objective of Adler.",
            "C2 “Young engineers” supports no objective of Adler.",
            "C2 “Young engineers” supports no objective of Rivermouth.",
            "1 tension or conflict has no handling yet.",
            "2 pairs are not compared yet.",
        ]

    def test_all_is_well(self, cast, commons, own):
        for objective in own.values():
            for common in commons:
                f.AlignmentFactory(objective=objective, common=common, value="supports_strongly")
        assert said(cast, cast.officer) == []

    def test_handled_is_not_said(self, cast, commons, own):
        f.AlignmentFactory(objective=own["papers"], common=commons[0], value="conflict", handling="Two markets")
        assert "1 tension or conflict has no handling yet." not in said(cast, cast.officer)

    def test_without_common_objectives_there_is_nothing_to_say(self, cast, own):
        assert said(cast, cast.officer) == []

    def test_what_one_keeps_private_changes_no_word_and_no_mark_of_the_others(self, cast, commons, own):
        def page(person):
            response = cast.client(person).get(url("alignment", cast))
            return response.content.decode().partition("<main")[2].partition("</main")[0]

        before = {name: (said(cast, getattr(cast, name)), page(getattr(cast, name))) for name in ("representative", "auditor")}
        f.AlignmentFactory(objective=own["money"], common=commons[0], value="conflict")
        f.AlignmentFactory(objective=own["money"], common=commons[1], value="supports")
        f.ObjectiveFactory(partnership=cast.partnership, party=cast.university)
        after = {name: (said(cast, getattr(cast, name)), page(getattr(cast, name))) for name in before}
        assert after == before


def test_a_cell_is_told_to_all_only_where_all_read_both_of_its_objectives(cast, commons):
    newcomer = seat_newcomer(cast)[1]
    own = f.ObjectiveFactory(partnership=cast.partnership, party=cast.university, visibility="shared")
    young = f.ObjectiveFactory(partnership=cast.partnership)
    cells = [f.AlignmentFactory(objective=own, common=common) for common in (commons[0], young)]
    assert set(Alignment.objects.visible_to(cast.officer)) == set(cells)
    assert list(Alignment.objects.visible_to(newcomer)) == list(Alignment.objects.disclosed()) == cells[1:]
