"""The kinds of document in an application's file."""

from django.db.models import TextChoices


class DocumentKind(TextChoices):
    APPLICATION_FORM = "application_form", "Application form"
    INDICATIVE_LETTER = "indicative_letter", "Indicative letter"
    FORMAL_APPROVAL = "formal_approval", "Formal approval"
    REPAYMENT_SCHEDULE = "repayment_schedule", "Repayment schedule"
    IDENTIFICATION = "identification", "Identification"
    INCOME = "income", "Proof of income"
    CONTRACT = "contract", "Contract"
