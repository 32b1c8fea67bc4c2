"""The tables in which `manage.py verify` looks for nothing, each with its reason. In all others every tampering is found."""

COMPUTED = "computed from records, and computed again"
ANSWERS = "answers of people: that history said which row came when would tell whose it is"
DELIVERY = "what was sent to whom: not what anybody did"
WORDS = (
    "words and questions that an installation or a party offers; what was asked and chosen stands in the records, and who may have what "
    "bears a level is vouched for with each document"
)
ACCOUNTS = "accounts of people, who belong to no partnership; the rights they have in one are memberships"
DJANGO = "Django's own, and its libraries'"
EXCEPT = {
    **dict.fromkeys(
        (
            *(
                "rmp_plan.LivingPlan",
                "rmp_exits.TriggerReading",
                "assessments.CycleSide",
                "assessments.Cell",
                "assessments.Changed",
            ),
            *("assessments.Benchmark", "assessments_trust.IndicatorReading", "assessments_trust.PulseSide"),
            *("assessments_trust.PulseFigure", "scorecards.Scorecard", "scorecards.Score", "scorecards.PastScore"),
        ),
        COMPUTED,
    ),
    **dict.fromkeys(
        (
            *("assessments.Response", "assessments.Answer", "assessments.Questionnaire", "assessments_trust.PulseMark"),
            *("assessments_trust.PulseCount", "assessments_trust.IndependentConcern", "assessments_trust.ConcernStep"),
        ),
        ANSWERS,
    ),
    **dict.fromkeys(("outbox.Mail", "reminders.Digest", "reminders.Reminder", "reminders.CalendarFeed"), DELIVERY),
    **dict.fromkeys(
        (
            *("partnerships.Term", "rmp_competence.Competence", "assessments.Instrument", "assessments.Dimension"),
            *("assessments.Item", "documents.ClassificationScheme", "documents.ClassificationLevel"),
        ),
        WORDS,
    ),
    **dict.fromkeys(
        (
            *("accounts.User", "accounts.User_groups", "accounts.User_user_permissions", "account.EmailAddress"),
            *("account.EmailConfirmation", "mfa.Authenticator", "usersessions.UserSession", "administration.AddressChange"),
            *("administration.AddressNotice", "administration.OfficerConsent"),
            *("admin.LogEntry", "auth.Group", "auth.Permission", "auth.Group_permissions"),
        ),
        ACCOUNTS,
    ),
    **dict.fromkeys(
        (
            *("contenttypes.ContentType", "sessions.Session", "django_celery_beat.SolarSchedule"),
            *(
                "django_celery_beat.IntervalSchedule",
                "django_celery_beat.ClockedSchedule",
                "django_celery_beat.CrontabSchedule",
            ),
            *("django_celery_beat.PeriodicTasks", "django_celery_beat.PeriodicTask"),
        ),
        DJANGO,
    ),
}
