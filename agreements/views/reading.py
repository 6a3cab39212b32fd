"""The list, the page of one agreement, its text and its PDF: open to all once it is in force."""

import re
from dataclasses import dataclass
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import DetailView, ListView

from agreements import documents, rules, wording
from agreements.forms import FilterForm
from agreements.models import Agreement, Party, Signature, standings
from agreements.standing import Standing, standing_of
from core import audit, qr, seals
from core.errors import Refusal
from core.models import AuditEvent
from core.paging import CappedPaginator
from core.uploads import paper_response
from core.views import trail_for
from villages.models import Region

NAMES_SHOWN = 3
VERSIONS_SHOWN = 20
_NUMBER = re.compile(r"[0-9]{1,4}")


@dataclass(frozen=True)
class Chip:
    """One choice above the list, and how many agreements it leads to."""

    key: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Line:
    """One agreement of the list, ready to show."""

    agreement: Agreement
    names: str
    more: int
    standing: Standing
    approved: int
    party_count: int


@dataclass(frozen=True)
class Seat:
    """A party of the page, and its approval of the current version, or None."""

    party: Party
    approval: Signature | None


CHIPS = {  # address → standing and label
    "": ("all", gettext_lazy("All")),
    "berlaku": ("in_force", gettext_lazy("In force")),
    "menunggu": ("open", gettext_lazy("Awaiting approval")),
    "segera": ("soon", gettext_lazy("Ending soon")),
    "berakhir": ("over", gettext_lazy("Ended")),
    "draf": ("draft", gettext_lazy("Drafts")),
}


@method_decorator(login_not_required, name="dispatch")
class AgreementList(ListView):
    """Newest first; chips for where they stand, filters for kind, region and words."""

    template_name = "agreements/agreement_list.html"
    paginator_class = CappedPaginator
    paginate_by = 20

    def get_queryset(self):
        self.today = timezone.localdate()
        self.form = FilterForm(self.request.GET)
        self.form.is_valid()
        asked = self.request.GET.get("keadaan", "")
        self.chip = asked if asked in CHIPS else ""
        self.found = self._narrowed(Agreement.objects.visible_to(self.request.user))
        chosen = self.found.standing(CHIPS[self.chip][0], self.today)
        return chosen.prefetch_related("parties")

    def _narrowed(self, agreements):
        wanted = self.form.cleaned_data
        code = wanted.get("wilayah", "")
        self.region = Region.objects.filter(pk=code).first() if code else None
        if "wilayah" in self.form.errors or (code and not self.region):
            return agreements.none()
        if self.region:
            agreements = agreements.within(self.region)
        if kind := wanted.get("jenis"):
            agreements = agreements.filter(kind=kind)
        if words := wanted.get("q"):
            agreements = agreements.matching(words)
        return agreements

    def _chips(self):
        conditions = standings(self.today)
        counts = self.found.order_by().aggregate(
            **{key: Count("pk", filter=condition) for key, condition in conditions.items()}
        )
        return [
            Chip(address, str(label), counts[key], address == self.chip)
            for address, (key, label) in CHIPS.items()
            if key != "draft" or counts[key]
        ]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "form": self.form,
            "chips": self._chips(),
            "chip": self.chip,
            "region": self.region,
            "lines": _lines(context["object_list"], self.today),
            "is_narrowed": bool(
                self.chip or any(self.request.GET.get(n) for n in self.form.fields)
            ),
        }


def _lines(agreements, today):
    approvals = Signature.objects.filter(version__in=[each.current_id for each in agreements])
    counts = dict(approvals.order_by().values_list("version").annotate(Count("pk")))
    return [_line(each, today, counts.get(each.current_id, 0)) for each in agreements]


def _line(agreement, today, approved):
    names = [party.name for party in agreement.parties.all()]
    return Line(
        agreement=agreement,
        names=", ".join(names[:NAMES_SHOWN]),
        more=max(len(names) - NAMES_SHOWN, 0),
        standing=standing_of(agreement, today),
        approved=approved,
        party_count=len(names),
    )


def visible(request, code):
    """The agreement of this address, if the person may see it."""
    agreements = Agreement.objects.visible_to(request.user).with_approvals()
    related = agreements.select_related("drafted_for", "current", "project", "meeting")
    return get_object_or_404(related, code=code.upper())


def of_agreement(view):
    """A view of one agreement, 404 for strangers; a ``Refusal`` leads back to its page."""

    @wraps(view)
    def shown(request, code):
        agreement = visible(request, code)
        try:
            return view(request, agreement)
        except Refusal as refusal:
            messages.warning(request, str(refusal))
            return redirect(agreement)

    return shown


@method_decorator(login_not_required, name="dispatch")
class AgreementDetail(DetailView):
    """All about one agreement; what one sees but may not do says why."""

    template_name = "agreements/agreement_detail.html"

    def get_object(self, queryset=None):
        return visible(self.request, self.kwargs["code"])

    def get_context_data(self, **kwargs):
        agreement, acting = self.object, getattr(self.request, "acting", None)
        involved, seats = rules.is_involved(acting, agreement), seats_of(agreement)
        return super().get_context_data(**kwargs) | {
            "standing": standing_of(agreement, timezone.localdate()),
            "seats": seats,
            "blocks": wording.blocks(agreement.text),
            "fingerprint": seals.short(agreement.current.sha256) if agreement.current else "",
            "versions": list(agreement.versions.defer("text")[:VERSIONS_SHOWN]),
            "objections": _objections(agreement, seats) if involved else [],
            "involved": involved,
            "share": f"{agreement.title}: {settings.SITE_URL}{agreement.get_absolute_url()}",
            "trail": trail_for(
                self.request, agreement, hidden=() if involved else {"agreements.declined"}
            ),
            **_ways_on(acting, agreement),
            **_check(agreement),
        }


def seats_of(agreement):
    """The parties in their order, with what they have said to the current version."""
    approvals = {
        approval.party_id: approval
        for approval in Signature.objects.filter(version=agreement.current_id)
    }
    parties = agreement.parties.select_related("region")
    return [Seat(party, approvals.get(party.pk)) for party in parties]


def _objections(agreement, seats):
    """Who has declined the version that is open now and not approved it since, newest first."""
    if agreement.state != Agreement.State.OPEN:
        return []
    return AuditEvent.objects.filter(
        target_type=audit.target_type(agreement), target_id=str(agreement.pk),
        verb="agreements.declined", detail__version=agreement.current.number,
    ).exclude(region_code__in=[s.party.region_id for s in seats if s.approval])[:5]  # fmt: skip


def _ways_on(acting, agreement):
    """What this person can do next; the rules cost queries only where they can say yes."""
    S = Agreement.State  # noqa: N806
    return {
        "can_change": rules.can_change(acting, agreement),
        "lacks": rules.lacks(agreement) if agreement.state == S.DRAFT else [],
        "can_approve": agreement.state == S.OPEN and rules.can_approve(acting, agreement),
        "can_end": agreement.state == S.IN_FORCE and rules.can_end(acting, agreement),
    }


def _check(agreement):
    """QR and address of the check page, once there is something to check."""
    if agreement.sealed_at is None:
        return {}
    url = documents.check_url(agreement)
    return {
        "check_url": url,
        "check_code": seals.grouped(agreement.check_code),
        "domain": documents.domain(),
        "qr": qr.svg(url, _("QR code that leads to the check page of this agreement")),
    }


@login_not_required
@require_safe
def text(request, code):
    """The exact text, byte for byte as it was hashed; older versions for those involved."""
    agreement = visible(request, code)
    version = agreement.current
    if number := request.GET.get("versi", ""):
        if not _NUMBER.fullmatch(number):
            raise Http404
        version = get_object_or_404(agreement.versions, number=int(number))
    if version is None or (
        version != agreement.current and not rules.is_involved(request.acting, agreement)
    ):
        raise Http404
    response = HttpResponse(version.text.encode(), content_type="text/plain; charset=utf-8")
    name = f"naskah-{agreement.code}-versi-{version.number}.txt"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_not_required
@require_safe
def sheet(request, code):
    """The PDF, as it was made when the last party had approved."""
    agreement = visible(request, code)
    if not agreement.sheet:
        raise Http404
    return paper_response(agreement.sheet, f"kesepakatan-{agreement.code}")
