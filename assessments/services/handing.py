"""What others hand in for somebody who cannot use the web."""

from typing import TYPE_CHECKING, Any

from django.db import transaction

from assessments import workbook
from assessments.models import Questionnaire, Respondent
from assessments.services.answering import take_in
from partnerships.history.services import lock
from partnerships.records.actors import taken_by

if TYPE_CHECKING:
    from partnerships.accounts.models import User


@taken_by()
@transaction.atomic
def take_in_workbook(respondent: Respondent, *, actor: "User", file: Any) -> Respondent:
    """Take in the workbook that a person of one's own party filled in away from the web.

    Nothing of it is shown, and that it was taken in is not written down. Raises Refused with everything that is wrong with the file.
    """
    lock(respondent.partnership)
    questionnaire = Questionnaire.objects.select_related("respondent__cycle__instrument", "respondent__party").get(
        respondent=respondent
    )
    questionnaire.respondent.partnership = respondent.partnership
    take_in(questionnaire, workbook.read(questionnaire, file))
    return respondent
