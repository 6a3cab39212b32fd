"""What people write about an agreement. Views hand ``cleaned_data`` to the actions."""

from agreements.forms.annexes import AnnexForm
from agreements.forms.clauses import AddForm, ClauseForm, RemarkForm, ReplyForm
from agreements.forms.drafting import (
    DeclineForm,
    DraftForm,
    EndForm,
    ReasonForm,
    WordsForm,
    WordsOnPaper,
)
from agreements.forms.life import (
    ChaptersForm,
    DeliveryForm,
    EvaluationForm,
    NoteForm,
    PeriodForm,
    ProposalForm,
    RemarkOnReportForm,
)
from agreements.forms.noticeboard import (
    AnnounceForm,
    CommentForm,
    OutcomeForm,
    OverlapForm,
    PlannedRuleForm,
    ReplyRuleForm,
)
from agreements.forms.obligations import (
    DisputeForm,
    ObligationForm,
    ReleaseForm,
    ReportForm,
    SeenForm,
)
from agreements.forms.ratifying import HomeForm
from agreements.forms.registering import RegisterForm, ThirdNumberForm
from agreements.forms.signing import (
    AcknowledgedForm,
    CertifiedForm,
    PartyScanForm,
    ScanForm,
    SigningChoice,
    ThirdScanForm,
)
from agreements.forms.succeeding import SuccessorForm

__all__ = [
    "AcknowledgedForm",
    "AddForm",
    "AnnexForm",
    "AnnounceForm",
    "CertifiedForm",
    "ChaptersForm",
    "ClauseForm",
    "CommentForm",
    "DeclineForm",
    "DeliveryForm",
    "DisputeForm",
    "DraftForm",
    "EndForm",
    "EvaluationForm",
    "HomeForm",
    "NoteForm",
    "ObligationForm",
    "OutcomeForm",
    "OverlapForm",
    "PartyScanForm",
    "PeriodForm",
    "PlannedRuleForm",
    "ProposalForm",
    "ReasonForm",
    "RegisterForm",
    "ReleaseForm",
    "RemarkForm",
    "RemarkOnReportForm",
    "ReplyForm",
    "ReplyRuleForm",
    "ReportForm",
    "ScanForm",
    "SeenForm",
    "SigningChoice",
    "SuccessorForm",
    "ThirdNumberForm",
    "ThirdScanForm",
    "WordsForm",
    "WordsOnPaper",
]
