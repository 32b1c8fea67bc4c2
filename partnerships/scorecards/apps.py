from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScorecardsConfig(AppConfig):
    name = "partnerships.scorecards"
    label = "scorecards"
    verbose_name = _("Scorecards")

    def ready(self) -> None:
        from partnerships.practices.registry import EXEMPTIONS, register_place
        from partnerships.scorecards.exemptions import exempt

        EXEMPTIONS.append(exempt)
        register_place("evidence", _("Evidence"), "scorecards:evidence", "check")
