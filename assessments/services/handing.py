"""What others hand in for somebody who cannot use the web."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments import workbook
from assessments.models import Questionnaire, Respondent
from assessments.services.answering import check_whole, locked, take_in
from partnerships.history.services import lock
from partnerships.records.actors import taken_by
from partnerships.records.refusals import Refused

if TYPE_CHECKING:
    from partnerships.accounts.models import User


@taken_by()
@transaction.atomic
def take_in_workbook(respondent: Respondent, *, actor: "User", file: Any) -> Respondent:
    """Take in the workbook that a person without an account, of one's own party, filled in away from the web.

    What the person has begun to answer stays, and then nothing of the file is kept; whether it was is not told. Nothing of it is
    shown, and that it was taken in is not written down. Raises Refused with everything that is wrong with the file, and Closed when no
    answers are taken any more, whatever the person has answered.
    """
    if respondent.user_id:
        raise Refused(_("This person has an account and answers in it."))
    questionnaire = Questionnaire.objects.select_related("respondent__cycle__instrument", "respondent__party").get(
        respondent=respondent
    )
    questionnaire.respondent.partnership = respondent.partnership
    given = workbook.read(questionnaire, file)
    check_whole(questionnaire, {item.pk for item, answer in given.items() if answer is not None})
    # Only now, and held: the person may have begun while the file was read.
    lock(respondent.partnership)
    if locked(questionnaire).state == Questionnaire.State.WAITING:
        take_in(questionnaire, given)
    return respondent
