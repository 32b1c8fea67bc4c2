"""Places in the team, its reviews, what it lacks; resources and development."""

import datetime as dt

import pytest
from django.urls import reverse

from partnerships.access.policy import standing
from partnerships.clock import today
from partnerships.models import Membership, Term
from partnerships.records.refusals import Refused
from rmp.team import services
from rmp.team.gaps import gaps
from rmp.team.models import JointTeam, PartnerDevelopment, TeamMember
from rmp.team.tests import factories as f


def url(name, cast, *args, query=""):
    return reverse(f"rmp_team:{name}", args=[cast.partnership.slug, *args]) + query


def place(cast, side="university", **fields):
    fields = {"partnership": cast.partnership, "author": cast.officer, "visibility": "shared"} | fields
    return f.TeamMemberFactory(party=getattr(cast, side) if side else None, **fields)


def fill(cast, user=None, **data):
    fields = {"space": "ours_shared", "role": "member", "name": "Ida Ion", "starts_on": "2026-01-01"}
    return cast.client(user or cast.officer).post(url("teammember-create", cast), fields | data)


class TestPlaces:
    def test_a_party_fills_its_own(self, cast):
        assert fill(cast).status_code == 302
        assert fill(cast, cast.representative, role="senior", name="Rolf Rau").status_code == 302
        found = TeamMember.objects.order_by("created_at").values_list("name", "party", "visibility")
        assert list(found) == [("Ida Ion", cast.university.pk, "shared"), ("Rolf Rau", cast.partner.pk, "shared")]

    def test_nobody_fills_anothers(self, cast):
        theirs = place(cast, "partner")
        for name in ("update", "delete", "end"):
            assert cast.client(cast.officer).post(url(f"teammember-{name}", cast, theirs.pk)).status_code == 403

    def test_who_may_not_share_prepares_in_private(self, cast):
        form = cast.client(cast.contributor).get(url("teammember-create", cast)).context["form"]
        assert [value for value, _label in form.fields["space"].choices] == ["ours_private", "joint"]
        assert cast.client(cast.auditor).get(url("teammember-create", cast)).status_code == 403

    @pytest.mark.parametrize(
        ("data", "field", "said"),
        [
            ({"name": ""}, "name", "one of the two"),
            ({"name": "  "}, "name", "one of the two"),
            ({"person": "contributor"}, "name", "one of the two"),
            ({"name": "", "person": "representative"}, "person", "valid choice"),
            ({"name": "", "person": "sibling"}, "person", "valid choice"),
            ({"ends_on": "2025-12-31"}, "ends_on", "before it begins"),
            ({"role": "senior", "space": "joint"}, "role", "answers for one party"),
            ({"role": "senior"}, "__all__", "has its senior"),
            ({"role": "king"}, "role", "valid choice"),
            ({"deputy": "theirs"}, "deputy", "valid choice"),
            ({"deputy": "ours", "space": "joint"}, "deputy", "same side"),
            ({"deputy": "0"}, "deputy", "not a valid UUID"),
        ],
    )
    def test_what_cannot_be_is_said(self, cast, data, field, said):
        places = {"ours": place(cast, role="senior"), "theirs": place(cast, "partner")}

        def key(value):
            found = places.get(value) or getattr(cast, value, None) if value else None
            return found.pk if found else value

        response = fill(cast, **{name: key(value) for name, value in data.items()})
        errors = response.context["form"].errors
        assert (response.status_code, said in str(errors.get(field))) == (422, True), errors
        assert TeamMember.objects.count() == 2

    def test_nobody_stands_in_for_himself(self, cast):
        mine = place(cast)
        data = {"role": "member", "name": "Ida", "starts_on": "2026-01-01", "deputy": mine.pk, "seen_version": 1}
        response = cast.client(cast.officer).post(url("teammember-update", cast, mine.pk), data)
        assert (response.status_code, "deputy" in response.context["form"].errors) == (422, True)

    def test_a_place_ends_and_is_not_ended_before_it_began(self, cast):
        mine = place(cast)
        with pytest.raises(Refused, match="before it begins"):
            services.end_place(mine, actor=cast.officer, ends_on=dt.date(2025, 12, 31))
        response = cast.client(cast.officer).post(url("teammember-end", cast, mine.pk), {"ends_on": "2026-02-01"})
        mine.refresh_from_db()
        assert (response.status_code, mine.ends_on) == (302, dt.date(2026, 2, 1))

    def test_the_page_has_the_parties_side_by_side_without_those_who_left(self, cast):
        places = [place(cast), place(cast, role="senior"), place(cast, "partner"), place(cast, None), place(cast, name="Gone")]
        services.end_place(places[-1], actor=cast.officer, ends_on=dt.date(2026, 2, 1))
        place(cast, "partner", visibility="private")
        page = cast.client(cast.officer).get(url("teammember-list", cast))
        shown = {c["key"]: [record["record"] for record in c["records"]] for c in page.context["columns"]}
        assert shown == {"ours": [places[1], places[0]], "joint": [places[3]], "theirs": [places[2]]}
        rows = cast.client(cast.officer).get(url("teammember-list", cast, query="?view=table")).context["rows"]
        assert len(rows) == 5
        found = cast.client(cast.officer).get(url("teammember-list", cast, query="?role=senior&q=holder")).context["rows"]
        assert len(found) == 1


def said(cast, reader="officer"):
    return [gap.text for gap in gaps(standing(getattr(cast, reader), cast.partnership))]


class TestGaps:
    def test_an_empty_team(self, cast):
        assert said(cast) == [
            "Rivermouth has named no senior responsible person.",
            "Adler has named no senior responsible person.",
            "Rivermouth has no relationship manager.",
            "Adler has no relationship manager.",
            "Nobody is a member of the joint management team.",
            "Nobody is secretary: who keeps minutes and dates?",
        ]

    def test_the_way_to_fill_it_is_for_ones_own_side(self, cast):
        urls = {gap.text: gap.url for gap in gaps(standing(cast.representative, cast.partnership))}
        assert urls["Rivermouth has named no senior responsible person."] == ""
        assert urls["Adler has named no senior responsible person."].endswith("/team/new/?role=senior")
        assert {gap.url for gap in gaps(standing(cast.auditor, cast.partnership))} == {""}

    def test_a_full_team_lacks_nothing(self, cast):
        for side, person in (("university", cast.contributor), ("partner", cast.partner_contributor)):
            second = place(cast, side, role="manager", keeps_plan=True)
            place(cast, side, role="senior", name="", person=person, deputy=second)
        place(cast)
        place(cast, None, role="secretary")
        assert said(cast) == said(cast, "representative") == []
        Membership.objects.filter(user=cast.contributor).delete()
        assert said(cast) == ["Conrad Contributor (Senior responsible person) no longer stands for Rivermouth here."]

    def test_what_is_private_or_over_or_to_come_fills_no_gap(self, cast):
        place(cast, role="senior", visibility="private")
        place(cast, "partner", role="senior", starts_on=today() + dt.timedelta(days=1))
        place(cast, "partner", role="manager", ends_on=dt.date(2026, 2, 1))
        assert len(said(cast)) == 6

    def test_nobody_keeps_the_plan_and_nobody_stands_in(self, cast):
        place(cast, role="senior", name="Ida")
        assert {"Nobody keeps the joint plan.", "Nobody stands in for Ida (Senior responsible person)."} <= set(said(cast))

    def test_whoever_cannot_read_what_parties_share_is_told_nothing(self, cast):
        assert said(cast, "facilitator") == []


class TestReviews:
    @pytest.fixture
    def team(self, cast):
        return f.JointTeamFactory(partnership=cast.partnership, author=cast.officer)

    def review(self, cast, team, **data):
        fields = {"on": "2026-03-01", "finding": "It fits.", "next_on": "2027-03-01"}
        return cast.client(cast.representative).post(url("teamreview-create", cast, team.pk), fields | data)

    def test_the_newest_sets_the_next_date(self, cast, team):
        self.review(cast, team)
        self.review(cast, team, on="2026-01-01", next_on="2026-06-01")
        team.refresh_from_db()
        assert team.review_on == dt.date(2027, 3, 1)
        page = cast.client(cast.officer).get(url("teammember-list", cast))
        assert page.context["team"].reviewed_on == dt.date(2026, 3, 1)
        self.review(cast, team, on="2026-04-01", next_on="")
        team.refresh_from_db()
        assert team.review_on is None

    def test_the_next_comes_later(self, cast, team):
        response = self.review(cast, team, next_on="2026-03-01")
        assert (response.status_code, "comes after" in response.content.decode()) == (422, True)

    def test_there_is_one_team(self, cast, team):
        response = cast.client(cast.officer).post(url("jointteam-create", cast), {"mandate": "Another"})
        assert (response.status_code, "described already" in response.content.decode()) == (422, True)
        assert JointTeam.objects.count() == 1


class TestMeans:
    @pytest.mark.parametrize(
        ("state", "step", "to"),
        [
            ("planned", "provide", "available"),
            ("withdrawn", "provide", "available"),
            ("available", "provide", None),
            ("planned", "end-provision", "withdrawn"),
            ("available", "end-provision", "withdrawn"),
            ("withdrawn", "end-provision", None),
        ],
    )
    def test_steps(self, cast, state, step, to):
        here = {"partnership": cast.partnership, "party": cast.university, "visibility": "shared"}
        resource = f.EnabledResourceFactory(**here, state=state, ends_on=dt.date(2026, 1, 31))
        cast.client(cast.contributor).post(url(f"enabledresource-{step}", cast, resource.pk), {"reason": "x"})
        resource.refresh_from_db()
        assert resource.state == (to or state)
        if to == "available":
            assert (resource.starts_on, resource.ends_on) == (today(), None)
        if to is None:
            service = {"provide": services.provide_resource, "end-provision": services.withdraw_resource}[step]
            with pytest.raises(Refused):
                service(resource, actor=cast.contributor, **({"reason": "x"} if step == "end-provision" else {}))

    @pytest.mark.parametrize(("kind", "code"), [("", 422), ("brand", 302), ("nonsense", 422)])
    def test_another_category_needs_a_kind_of_the_taxonomy(self, cast, kind, code):
        term = Term.objects.filter(taxonomy="resource", code=kind).first()
        data = {"space": "joint", "title": "The name", "category": "other", "kind": term.pk if term else kind}
        assert cast.client(cast.officer).post(url("enabledresource-create", cast), data).status_code == code

    def test_coverage(self, cast):
        here = {"partnership": cast.partnership}
        for state in ("available", "available", "planned", "withdrawn"):
            f.EnabledResourceFactory(**here, party=cast.university, visibility="shared", state=state)
        f.EnabledResourceFactory(**here, category="risk")
        f.EnabledResourceFactory(**here, party=cast.partner, category="personnel")
        rows = cast.client(cast.officer).get(url("enabledresource-list", cast)).context["coverage"]
        assert {row["category"]: (row["cells"], row["missing"]) for row in rows} == {
            "Resources and money": (["", "", ""], True),
            "Equipment": (["2 available, 1 planned", "", ""], False),
            "Property and premises": (["", "", ""], True),
            "Personnel": (["", "", ""], True),
            "Provision for risks": (["", "", "1 planned"], False),
        }

    @pytest.mark.parametrize(
        ("state", "step", "to"),
        [
            ("planned", "start", "running"),
            ("planned", "drop", "dropped"),
            ("planned", "finish", None),
            ("running", "finish", "done"),
            ("running", "drop", "dropped"),
            *((state, step, None) for state in ("done", "dropped") for step in ("start", "finish", "drop")),
        ],
    )
    def test_development(self, cast, state, step, to):
        parties = {"beneficiary": cast.partner, "responsible": cast.university}
        measure = f.PartnerDevelopmentFactory(partnership=cast.partnership, **parties, state=state)
        given = {"finish": {"result": "They can."}, "drop": {"reason": "No time."}}.get(step, {})
        service = getattr(services, f"{step}_development")
        if to is None:
            with pytest.raises(Refused):
                service(measure, actor=cast.contributor, **given)
            return
        service(measure, actor=cast.contributor, **given)
        measure = PartnerDevelopment.objects.get()
        assert (measure.state, measure.result) == (to, next(iter(given.values()), ""))
        assert bool(measure.locked_fields()) == (to in ("done", "dropped"))


def test_choices_of_the_taxonomy_are_those_of_resources(cast):
    form = cast.client(cast.officer).get(url("enabledresource-create", cast)).context["form"]
    assert {term.taxonomy for term in form.fields["kind"].queryset} == {"resource"}
