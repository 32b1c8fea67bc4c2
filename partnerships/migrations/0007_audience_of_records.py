from django.db import migrations

from partnerships.schema import ShownToAll


class Migration(migrations.Migration):
    """What each record is shown to: of all apps at once, because to draw up the state of all models for each of them takes minutes."""

    dependencies = (
        ("partnerships", "0006_ledger"),
        ("assessments", "0002_agreed_rules"),
        ("assessments_trust", "0004_agreed_rules"),
        ("objectives", "0002_agreed_rules"),
        ("objectives_value", "0002_agreed_rules"),
        ("actions", "0001_initial"),
        ("archive", "0001_initial"),
        ("documents", "0002_classificationlevel_active"),
        ("lifecycle", "0001_initial"),
        ("records", "0001_initial"),
        ("rules", "0001_initial"),
        ("scorecards", "0002_scorecard_day"),
        ("signoff", "0002_proof_of_identity"),
        ("risks", "0001_initial"),
        ("rmp_competence", "0002_starting_set"),
        ("rmp_exits", "0003_agreed_rules"),
        ("rmp_governance", "0002_agreed_rules"),
        ("rmp_knowledge", "0002_addressees"),
        ("rmp_leadership", "0001_initial"),
        ("rmp_plan", "0002_agreed_rules"),
        ("rmp_relationship", "0002_agreed_rules"),
        ("rmp_team", "0002_agreed_rules"),
        ("rmp_visions", "0001_initial"),
    )

    operations = (
        ShownToAll(
            {
                "assessments": ("cycle", "improvement", "maturityclaim", "optimizationreview", "respondent", "rhythm"),
                "assessments_trust": ("behavioursignal", "benefitreview", "concern", "concerncontact", "promise", "trustindicator", "trustpulse"),
                "objectives": ("differencenote", "driver", "initiatorrule", "mechanism", "objective", "revision", "revisioncondition", "revisionstep", "summary", "valuecase"),
                "objectives_value": ("balanceterms", "benefit", "contribution", "improvementtarget", "lesson", "output", "valuedefinition", "valueidea"),
                "actions": ("action",),
                "archive": ("archive",),
                "documents": ("document",),
                "lifecycle": ("gateoverride",),
                "records": ("disclosure",),
                "rules": ("rulechange",),
                "scorecards": ("exemption",),
                "signoff": ("signoffround",),
                "risks": ("partystance", "risk", "riskcriteria"),
                "rmp_competence": ("behaviourcharter", "behaviourobservation", "coveragesnapshot", "developmentaction", "induction", "orgcapability", "roleholder", "roleprofile"),
                "rmp_exits": ("disengagementcase", "exitassessment", "exitplanitem", "exitposition", "exitrehearsal", "exitstrategy", "exittrigger", "futureopportunity", "survivingobligation"),
                "rmp_governance": ("activity", "agreement", "authorityrule", "decision", "governancebody", "issue", "jointprocess", "ladder", "meeting", "negotiatingline", "noagreement"),
                "rmp_knowledge": ("communicationline", "datasharing", "disclosureevent", "disclosurerequest", "infocategory", "infoincident", "iprecord", "knowledgeasset", "publicationreview"),
                "rmp_leadership": ("appointment", "decisionneed", "leaderactivity", "leaderprofile", "resourcekind"),
                "rmp_plan": ("planversion", "sectiontext"),
                "rmp_relationship": ("advantage", "appraisal", "benchmarknote", "communicationline", "contextfactor", "engagementprocess", "interestedparty", "priority", "relationshiplink", "sustainability"),
                "rmp_team": ("enabledresource", "handover", "jointteam", "partnerdevelopment", "teammember"),
                "rmp_visions": ("areahandling", "arearating", "compatibilityassessment", "ethicscheck", "ethicsscreening", "focusarea", "jointvision", "partyprofile", "valuecheck"),
            }
        ),
    )
