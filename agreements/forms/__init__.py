"""What people write about an agreement. Views hand ``cleaned_data`` to the actions."""

from agreements.forms.clauses import AddForm, ClauseForm, RemarkForm, ReplyForm
from agreements.forms.drafting import (
    DeclineForm,
    DraftForm,
    EndForm,
    ReasonForm,
    WordsOnPaper,
)
from agreements.forms.obligations import (
    DisputeForm,
    ObligationForm,
    ReleaseForm,
    ReportForm,
    SeenForm,
)
from agreements.forms.ratifying import HomeForm
from agreements.forms.registering import RegisterForm
from agreements.forms.signing import CertifiedForm, PartyScanForm, ScanForm, SigningChoice

__all__ = [
    "AddForm",
    "CertifiedForm",
    "ClauseForm",
    "DeclineForm",
    "DisputeForm",
    "DraftForm",
    "EndForm",
    "HomeForm",
    "ObligationForm",
    "PartyScanForm",
    "ReasonForm",
    "RegisterForm",
    "ReleaseForm",
    "RemarkForm",
    "ReplyForm",
    "ReportForm",
    "SeenForm",
    "ScanForm",
    "SigningChoice",
    "WordsOnPaper",
]
