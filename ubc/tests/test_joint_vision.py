"""The joint vision, as people walk it: written by one side, signed by both, read and understood by somebody who only reads."""

from django.urls import reverse

from partnerships.signoff.models import SignOffRound
from rmp.visions.models import Acknowledgement, JointVision
from ubc.tests.test_whole_way import Walker


def test_a_joint_vision_is_signed_by_both_and_acknowledged_by_a_reader(transactional_db, cast, browse, axe):
    slug = cast.partnership.slug
    home = reverse("rmp_visions:visions", args=[slug])
    ours, theirs, reader = (Walker(browse(p), axe) for p in (cast.officer, cast.representative, cast.partner_reader))

    # The officer writes it, and puts it to all parties.
    ours.go(home)
    ours.page.get_by_role("link", name="Write it").click()
    ours.look()
    ours.fill(direction="Gearboxes that nobody hears.", values="Openness\nCare", value_creation="Less noise in factories.")
    assert "Saved" in ours.press("Save")
    vision = JointVision.objects.get()
    ours.page.get_by_role("link", name="Put to all parties").click()
    ours.page.get_by_role("button", name="Put to all parties").click()
    ours.look()
    waiting = SignOffRound.objects.get(subject_key=vision.pk)

    # Both sign, each in a browser of their own.
    for walker in (ours, theirs):
        walker.go(reverse("signoff:sign", args=[slug, waiting.pk]))
        walker.press("Sign")
    vision.refresh_from_db()
    assert vision.state == JointVision.State.AGREED

    # Somebody who only reads says that she has understood it; everybody sees how many have.
    seen = reader.go(home)
    assert ("Gearboxes that nobody hears." in seen, "0 of 3 people" in seen) == (True, True)
    reader.follow("I have read and understood it")
    reader.press("I have read and understood it")
    assert [act.author for act in Acknowledgement.objects.all()] == [cast.partner_reader]
    seen = ours.go(home)
    assert ("1 of 3 people" in seen, "0 of 2 people" in seen) == (True, True)
