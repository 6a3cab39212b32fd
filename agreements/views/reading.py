"""The list, the page of one agreement, its text and its PDF: open to all once it is in force."""

from collections import Counter
from dataclasses import dataclass
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from agreements import (
    acknowledgement,
    acknowledgement_rules,
    annexes,
    dispute_rules,
    documents,
    evaluations,
    exports,
    implementation_rules,
    kinds,
    life_rules,
    obligation_rules,
    obligations,
    ratification,
    rules,
    signing,
    succession,
    wording,
)
from agreements.dispute_page import disputes_of
from agreements.filters import CHIPS, find
from agreements.models import (
    Agreement,
    BreachObjection,
    Party,
    Registration,
    Signature,
    ThirdSignature,
)
from agreements.standing import Standing, standing_of
from agreements.views.lines import succession_of
from core import audit, qr, seals
from core.errors import Refusal
from core.formats import day_in
from core.models import AuditEvent
from core.paging import CappedPaginator
from core.views import asking_again, trail_for
from villages.middleware import act_as_drawn

NAMES_SHOWN = 3
# Verbs whose reasons are nobody else's.
OBJECTIONS = {"agreements.declined", "agreements.change_asked"}
BETWEEN_US = OBJECTIONS | {
    "agreements.suspend_proposed",
    "agreements.suspend_refused",
    "agreements.resume_proposed",
    "agreements.resume_refused",
    "agreements.end_proposed",
    "agreements.end_refused",
    "agreements.report_remarked",
    "agreements.obligation_disputed",
    "agreements.obligation_release_agreed",
}
VERSIONS_SHOWN = 20


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
    latest: Agreement | None  # the last sealed one after it

    @property
    def last_day(self):
        """The last day on which it held, of one that was ended before its time; else None."""
        held = succession.last_day(self.agreement)
        return held if held < self.agreement.ends_on else None


@dataclass(frozen=True)
class Seat:
    """A party of the page, its approval of the current version, and its own number, or None."""

    party: Party
    approval: Signature | None
    registration: Registration | None = None


@method_decorator(login_not_required, name="dispatch")
class AgreementList(ListView):
    """Newest first; chips for where they stand, and all that ``filters`` narrows by."""

    template_name = "agreements/agreement_list.html"
    paginator_class = CappedPaginator
    paginate_by = 20

    def get_queryset(self):
        self.finding = find(self.request)
        return (
            self.finding.found.with_pause(self.finding.today)
            .select_related("entry")
            .prefetch_related("parties", "third_parties")
        )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        finding, query = self.finding, self.request.GET.copy()
        query.pop("page", None)
        return context | {
            "form": finding.form,
            "chips": chips_of(finding, CHIPS),
            "chip": finding.chip,
            "region": finding.form.region,
            "lines": _lines(context["object_list"], finding.today),
            "narrowing": finding.form.narrowing(),
            "is_narrowed": finding.is_narrowed,
            "query": query.urlencode(),
            "most": exports.MOST,
        }


def chips_of(finding, choices):
    """The chips above a list. Drafts and what was withdrawn are offered where there are some; that
    the first chip leaves drafts out it says then."""
    counts = finding.counts()
    names = {"all": _("All but drafts")} if counts["draft"] else {}
    return [
        Chip(address, str(names.get(key, label)), counts[key], address == finding.chip)
        for address, (key, label) in choices.items()
        if key not in ("draft", "withdrawn") or counts[key]
    ]


def _lines(agreements, today):
    counts = _signed_of([each.current_id for each in agreements])
    latest = succession.latest_of(agreements)
    return [_line(each, today, counts[each.current_id], latest.get(each.pk)) for each in agreements]


def _signed_of(versions):
    """How many parties, third ones too, have signed each version."""
    own, third = (
        model.objects.filter(version__in=versions).order_by().values_list("version")
        for model in (Signature, ThirdSignature)
    )
    counts = Counter()
    for version, number in own.annotate(Count("pk")).union(third.annotate(Count("pk")), all=True):
        counts[version] += number
    return counts


def _line(agreement, today, approved, latest):
    parties = [*agreement.parties.all(), *agreement.third_parties.all()]
    names = [party.name for party in parties]
    return Line(
        agreement=agreement,
        names=", ".join(names[:NAMES_SHOWN]),
        more=max(len(names) - NAMES_SHOWN, 0),
        standing=standing_of(agreement, today),
        approved=approved,
        party_count=len(names),
        latest=latest,
    )


def visible(request, code):
    """The agreement of this address, if the person may see it."""
    agreements = Agreement.objects.visible_to(request.user).with_approvals()
    related = (
        agreements.with_signing()
        .with_pause(timezone.localdate())
        .select_related("drafted_for", "project", "meeting", "decision", "entry")
    )
    return get_object_or_404(related, code=code.upper())


def of_agreement(view):
    """A view of one agreement, 404 for strangers; a ``Refusal`` leads back to its page.

    A form that waited for the password is asked once more whether its office still holds: whoever
    lost that meanwhile reads so, and not that there is no such page.
    """

    view = asking_again(view)

    @wraps(view)
    def shown(request, code, **kwargs):
        if request.method == "POST":
            act_as_drawn(request)
        agreement = visible(request, code)
        try:
            return view(request, agreement, **kwargs)
        except Refusal as refusal:
            messages.warning(request, str(refusal))
            return redirect(refusal.back or agreement)

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
        standing, ways = standing_of(agreement, timezone.localdate()), _ways_on(acting, agreement)
        life = _life(acting, agreement, seats, involved=involved)
        return super().get_context_data(**kwargs) | {
            "standing": standing,
            "kind": kinds.KINDS[agreement.kind],
            "seats": seats,
            "sides": obligations.sides(
                obligations.rows_of(agreement, day_in(agreement.drafted_for_id))
            ),
            "annexes": annexes.rows_of(agreement),
            "can_draft": obligation_rules.can_draft(acting, agreement),
            "way": signing.way_of(agreement, seats),
            "blocks": wording.blocks(agreement.text),
            "fingerprint": seals.short(agreement.current.sha256) if agreement.current else "",
            "versions": list(agreement.versions.defer("text", "clauses")[:VERSIONS_SHOWN]),
            "objections": _objections(agreement, seats) if involved else [],
            "involved": involved,
            "settles_at_home": involved and _settles_at_home(agreement, seats),
            "disputes": disputes_of(agreement, self.request.user) if agreement.sealed_at else [],
            "share": f"{agreement.title}: {settings.SITE_URL}{agreement.get_absolute_url()}",
            "trail": trail_for(self.request, agreement, hidden=() if involved else BETWEEN_US),
            **_acknowledged(acting, agreement, seats),
            **succession_of(self.request, agreement),
            **ways,
            **life,
            # Who may end it may propose; nothing more is asked for him.
            "can_propose": ways["can_end"] and standing.is_valid and not life["proposal"],
            **_check(agreement),
        }


def seats_of(agreement):
    """The parties in their order, with what they have said to the current version."""
    approvals = {
        approval.party_id: approval
        for approval in Signature.objects.filter(version=agreement.current_id).select_related(
            "paper"
        )
    }
    numbers = registrations_of(agreement) if agreement.sealed_at else {}
    parties = agreement.parties.select_related("region__parent")
    return [Seat(each, approvals.get(each.pk), numbers.get(each.pk)) for each in parties]


def _settles_at_home(agreement, seats):
    return ratification.is_asked(agreement, [seat.party.region for seat in seats])


def acknowledged_of(agreement, seats):
    """Which offices above the parties have acknowledged the sealed text, and which have not."""
    if agreement.sealed_at is None:
        return []
    return acknowledgement.rows_of(agreement, [seat.party.region for seat in seats])


def _acknowledged(acting, agreement, seats):
    """The same, and what this person can do about it: here, or for which regions on paper."""
    rows = acknowledged_of(agreement, seats)
    missing = [row.region for row in rows if row.word is None]
    may_record = acknowledgement_rules.can_record
    return {
        "acknowledgements": rows,
        "can_acknowledge": missing
        and acknowledgement_rules.can_acknowledge(acting, agreement, rows),
        "recordable": [
            region.pk for region in missing if may_record(acting, agreement, region, rows)
        ],
    }


def registrations_of(agreement):
    """The numbers that count, by party."""
    rows = Registration.objects.filter(party__agreement=agreement, replaced_at=None)
    return {row.party_id: row for row in rows}


def _objections(agreement, seats):
    """Who has declined the version that is open now, or wants it changed, and has not approved it
    since, newest first."""
    if agreement.state != Agreement.State.OPEN:
        return []
    return AuditEvent.objects.filter(
        target_type=audit.target_type(agreement), target_id=str(agreement.pk),
        verb__in=OBJECTIONS, detail__version=agreement.current.number,
    ).exclude(region_code__in=[s.party.region_id for s in seats if s.approval])[:5]  # fmt: skip


def _life(acting, agreement, seats, *, involved):
    """Suspensions, what waits for the heads, reports, and objections to its end; once it is sealed."""
    if agreement.sealed_at is None:
        return {}
    proposals = agreement.life_proposals.still_open() if involved else []
    is_breach = agreement.end_ground == agreement.EndGround.BREACH
    year = implementation_rules.open_year(agreement)
    return {
        "pauses": _pauses(agreement),
        "proposal": next(iter(proposals), None),
        "breach_objections": breach_objections_of(agreement),
        "can_object": is_breach and life_rules.can_object(acting, agreement),
        "outcome": evaluations.newest_outcome(agreement, year, len(seats)) if year else "",
    }


def breach_objections_of(agreement):
    """What parties say against the end, where another has ended it because it was broken."""
    if agreement.end_ground != Agreement.EndGround.BREACH:
        return []
    rows = BreachObjection.objects.filter(party__agreement=agreement)
    return list(rows.select_related("party"))


def _pauses(agreement):
    """Its suspensions as (proposal, span); one may have been agreed under an agreement before."""
    rows = agreement.pauses.select_related("proposal__agreement")
    found = succession.suspensions(agreement, rows, timezone.localdate())
    return [(row.proposal, span) for row, span in found]


def _ways_on(acting, agreement):
    """What this person can do next; the rules cost queries only where they can say yes."""
    S = Agreement.State  # noqa: N806
    can_approve = agreement.state == S.OPEN and rules.can_approve(acting, agreement)
    return {
        "can_change": rules.can_change(acting, agreement),
        "lacks": rules.lacks(agreement) if agreement.state == S.DRAFT else [],
        "can_approve": can_approve,
        "can_attest": agreement.state == S.OPEN and rules.can_attest(acting, agreement),
        # Whoever may approve may record paper too; nothing more is asked for him.
        "can_sign_on_paper": agreement.state == S.OPEN
        and (can_approve or rules.can_sign_on_paper(acting, agreement)),
        "can_add_certified": rules.can_add_certified(acting, agreement),
        "can_end": agreement.state == S.IN_FORCE and rules.can_end(acting, agreement),
        "can_dispute": agreement.sealed_at and dispute_rules.can_raise(acting, agreement),
        "can_number_third": agreement.sealed_at and rules.can_number_third(acting, agreement),
        "can_register": agreement.sealed_at and rules.can_register(acting, agreement),
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
