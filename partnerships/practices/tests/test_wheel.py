"""The geometry of the wheel."""

import re
from math import hypot

import pytest

from partnerships.access.policy import standing
from partnerships.practices.guidance import lines
from partnerships.practices.wheel import CENTRE, HUB, RIM, Score, line, sector, wheel


def scores(**of_first):
    return [Score(1, "First", **of_first)] + [Score(n, f"Principle {n}", total=4) for n in range(2, 13)]


def radii(path):
    """Distances from the centre of the corners of a path."""
    corners = re.findall(r"(?:[ML]|0 [01] )(-?[\d.]+) (-?[\d.]+)(?=[ALMZ]|$)", path)
    return [round(hypot(float(x) - CENTRE, float(y) - CENTRE), 1) for x, y in corners]


def test_a_quarter_ring():
    assert sector(10, 20, 0, 90) == "M200 180A20 20 0 0 1 220 200L210 200A10 10 0 0 0 200 190Z"


def test_twelve_segments_stand_like_the_hours():
    made = wheel(scores())
    assert [s.score.number for s in made.segments] == list(range(1, 13))
    places = {s.score.number: (s.label.x, s.label.y) for s in made.segments}
    assert places[12] == ("200", "18")
    assert places[3] == ("382", "200")
    assert places[6] == ("200", "382")
    assert places[9] == ("18", "200")


@pytest.mark.parametrize(
    ("counts", "addressed", "partly"),
    [
        ({"addressed": 0, "partly": 0, "total": 4}, None, None),
        ({"addressed": 2, "partly": 0, "total": 4}, (HUB, 106), None),
        ({"addressed": 2, "partly": 1, "total": 4}, (HUB, 106), (106, 135)),
        ({"addressed": 0, "partly": 4, "total": 4}, None, (HUB, RIM)),
        ({"addressed": 4, "partly": 0, "total": 4}, (HUB, RIM), None),
        ({"addressed": 0, "partly": 0, "total": 0}, None, None),
    ],
)
def test_a_segment_is_filled_outwards_by_what_is_addressed(counts, addressed, partly):
    first = wheel(scores(**counts)).segments[0]
    for path, expected in ((first.addressed, addressed), (first.partly, partly), (first.ground, (HUB, RIM))):
        assert radii(path) == ([] if expected is None else [expected[1], expected[1], expected[0], expected[0]])


@pytest.mark.parametrize(
    ("counts", "share", "level"),
    [
        ({"total": 0}, None, None),
        ({"total": 6}, 0, 0),
        ({"total": 6, "partly": 1}, 1 / 12, 1),
        ({"total": 6, "addressed": 2}, 1 / 3, 2),
        ({"total": 6, "addressed": 4}, 2 / 3, 3),
        ({"total": 6, "addressed": 5, "partly": 1}, 11 / 12, 3),
        ({"total": 6, "addressed": 6}, 1, 4),
    ],
)
def test_share_and_level(counts, share, level):
    score = Score(1, "First", **counts)
    assert (score.share, score.level) == (pytest.approx(share), level)


def test_the_hub_sums_up():
    made = wheel(scores(addressed=3, partly=1, total=5))
    assert (made.addressed, made.total) == (3, 5 + 11 * 4)


def test_a_whole_line_is_closed():
    made = line([5.0] * 12)
    assert made.path.count("M") == 1
    assert made.path.endswith("Z")
    assert radii(made.path) == [RIM] * 12
    assert len(made.points) == 12


def test_levels_are_kept_within_the_wheel():
    assert radii(line([-1.0, 9.0, *[None] * 10]).path) == [HUB, RIM]


def test_a_line_is_broken_where_nothing_was_assessed():
    made = line([1.0, 2.0, None, 3.0, None, 4.0, 4.0, None, None, None, 5.0, 5.0])
    # 6-7 is a run, and so is 11-12-1-2 over twelve o'clock; 4 stands alone and is a point only.
    assert made.path.count("M") == 2
    assert [radii(run) for run in re.findall(r"M[^M]+", made.path)] == [[140.8, 140.8], [RIM, RIM, 71.2, 94.4]]
    assert len(made.points) == 7


@pytest.mark.parametrize("levels", [None, [None] * 12])
def test_no_line_without_an_assessment(levels):
    assert line(levels) is None


def test_segments_carry_both_levels_for_the_table():
    made = wheel(scores(), ours=[3.0] + [None] * 11, theirs=[1.5] + [None] * 11)
    assert [(s.ours, s.theirs) for s in made.segments[:2]] == [(3.0, 1.5), (None, None)]


@pytest.mark.parametrize("wrong", [{"scores": []}, {"scores": scores(), "ours": [1.0]}, {"scores": scores(), "theirs": [1.0]}])
def test_only_twelve_make_a_wheel(wrong):
    with pytest.raises(ValueError, match="twelve"):
        wheel(**wrong)


def test_numbers_are_ready_for_svg():
    made = wheel(scores(addressed=1, partly=1, total=3), ours=[2.5] * 12)
    paths = "".join(s.ground + s.addressed + s.partly for s in made.segments) + made.ours.path
    assert re.fullmatch(r"[MALZ\d. -]+", paths)
    assert made.rings == ["71.2", "94.4", "117.6", "140.8", "164"]


def test_lines_are_drawn_from_the_readers_side_and_for_readers_only(cast, monkeypatch):
    levels = {cast.university.pk: [3.0] * 12, cast.partner.pk: [2.0] * 12}
    monkeypatch.setattr("partnerships.practices.guidance.LINES", [lambda partnership: levels])
    found = {}
    for name in ("officer", "representative", "facilitator", "respondent"):
        drawn = lines(standing(getattr(cast, name), cast.partnership))
        found[name] = [
            drawn[key][0] if isinstance(drawn[key], list) else drawn[key] for key in ("ours", "theirs", "ours_label")
        ]
    assert found == {
        "officer": [3.0, 2.0, "Rivermouth"],
        "representative": [2.0, 3.0, "Adler"],
        "facilitator": [2.0, 3.0, "Adler"],
        "respondent": [None, None, ""],
    }
