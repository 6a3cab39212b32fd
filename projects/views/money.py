"""The money of a project: who brings what, what came in, how the cost is shared."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from core import formats
from core.access import require
from core.errors import Refusal
from core.limits import limit
from core.uploads import paper_response
from core.views import button, refusable
from projects import backing_rules, money_rules, rules
from projects.actions import budgeting, committing
from projects.forms.money import (
    ContributionForm,
    MoneyReasonForm,
    ReceiptForm,
    SharingForm,
    WordForm,
)
from projects.funds import funds_of, left_of, sharing_of
from projects.models import BudgetDraft, Commitment, Receipt
from projects.named import not_entered, shortfall_of
from projects.people import inhabitants_of
from projects.views.deciding import project_or_404
from projects.views.typed import is_to_be_done, keeping
from projects.windows import fitting

HOUR = 3600
# How a state looks as a tag: kind and icon.
LOOKS = {
    Commitment.State.PLANNED: ("", "clock"),
    Commitment.State.COMMITTED: ("run", "agree"),
    Commitment.State.RECEIVED: ("ok", "check"),
    Commitment.State.WITHDRAWN: ("", "x"),
}


def proposed_or_404(request, code):
    """A project that the person sees and that has gone out to its partners."""
    project = project_or_404(request, code)
    if project.current is None:
        raise Http404
    return project


def funds_address(project, fragment=""):
    return reverse("projects:funds", args=[project.code]) + (f"#{fragment}" if fragment else "")


def shown(commitments):
    """Each with the colour and icon of its state."""
    return [(each, *look_of(each)) for each in commitments]


def look_of(commitment):
    """Colour and icon; of one that ended with its project like one that was taken back."""
    return LOOKS[Commitment.State.WITHDRAWN if commitment.has_ended else commitment.state]


@require_safe
@login_not_required
def funds(request, code):
    """Cost, contributions and sums by year, source and party; what is still missing."""
    project, acting = proposed_or_404(request, code), request.acting
    found = funds_of(project)
    offers = project.offers.select_related("region", "organisation", "commitment")[:60]
    for offer in offers:
        offer.project = project
    page = {
        "project": project,
        "funds": found,
        "years": found.by_year(),
        "sources": found.by_source(),
        "groups": [
            (group, shown(group.commitments))
            for group in found.by_party(left_of(project, found.commitments))
        ],
        "sharing": sharing_of(project, found),
        "lines": lines_by_year(found.lines),
        "budgets": project.budgets.all()[1:20] if found.budget else [],
        "offers": offers_for(acting, offers),
        "windows": fitting(project, found.gap) if project.state in money_rules.OPEN else [],
        "open_for_names": bool(not_entered(project)),
        "drafted": BudgetDraft.objects.filter(project=project).exists(),
        "can_budget": money_rules.can_budget(acting, project),
        "can_plan": money_rules.can_plan(acting, project),
        "can_offer": money_rules.can_offer(acting, project),
    }
    return render(request, "projects/money_funds.html", page)


def lines_by_year(lines):
    """Pairs of year with its sum and lines, in order of the years."""
    years = {}
    for line in lines:
        years.setdefault(line.year, []).append(line)
    return [(year, sum(line.amount for line in rows), rows) for year, rows in sorted(years.items())]


def offers_for(acting, offers):
    """Those that the reader may see, each with what he may do."""
    return [
        {
            "offer": offer,
            "can_answer": money_rules.can_answer_offer(acting, offer),
            "can_accept": money_rules.can_accept_offer(acting, offer),
            "can_take_back": money_rules.can_take_back(acting, offer),
        }
        for offer in offers
        if money_rules.sees_offer(acting, offer)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(ContributionForm)
def plan_contribution(request, code):
    """Note down what somebody would bring."""
    project, acting = proposed_or_404(request, code), request.acting
    require(money_rules.can_plan(acting, project))
    form = ContributionForm(
        request.POST if request.method == "POST" else None,
        project=project,
        parties=money_rules.parties_for(acting, project),
        backers=money_rules.backers_for(acting, project),
        leads=rules.leads(acting, project),
    )
    if form.is_valid():
        try:
            limit("projects.contribution", request.user.pk, times=120, seconds=HOUR)
            made = committing.plan_contribution(project, by=acting, **form.words())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The contribution is noted down as planned."))
            return redirect(made)
    page = {
        "form": form,
        "project": project,
        "back": funds_address(project, "kontribusi"),
        "heading": _("Note down a contribution"),
        "lede": _("It is planned first. The head of the region then gives his word."),
        "action": _("Note it down"),
    }
    return render(request, "projects/money_form.html", page)


@button
def take_over(request, code):
    """Plan what the proposal names."""
    project = proposed_or_404(request, code)
    page = funds_address(project, "kontribusi")
    try:
        number = committing.take_over(project, by=request.acting)
    except Refusal as refusal:
        raise Refusal(str(refusal), back=page) from refusal
    text = ngettext(
        "%(number)d contribution is taken over as planned.",
        "%(number)d contributions are taken over as planned.",
        number,
    )
    messages.success(request, text % {"number": number})
    return redirect(page)


def commitment_or_404(request, code, number):
    """A contribution to a project that the person sees."""
    project = proposed_or_404(request, code)
    rows = Commitment.objects.with_people().filter(project=project)
    found = get_object_or_404(rows, number=number)
    found.project = project
    return found


@require_safe
@login_not_required
def commitment(request, code, number):
    """One contribution with its receipts, and what may be done with it."""
    return _show(request, commitment_or_404(request, code, number))


def _show(request, found, **forms):
    """The page; with a form that was sent back, where one was."""
    acting, project = request.acting, found.project
    receipts = found.receipts.select_related("reverses", "reversal", "report")
    can_receive = money_rules.can_receive(acting, found)
    can_withdraw = money_rules.can_withdraw(acting, found)
    page = {
        "commitment": found,
        "project": project,
        "look": look_of(found),
        "has_left": bool(left_of(project, [found])),
        "receipts": receipts,
        "reads_proof": money_rules.can_read_proof(acting, found),
        "word_form": _word_form(found) if money_rules.can_commit(acting, found) else None,
        "can_receive": can_receive,
        "can_withdraw": can_withdraw,
        "receipt_form": _receipt_form(request, found) if can_receive else None,
        "reason_form": MoneyReasonForm(prefix="tarik") if can_withdraw else None,
    }
    page |= forms
    page["form"] = next(iter(forms.values()), None)
    return render(request, "projects/money_commitment.html", page)


def _word_form(found, data=None):
    return WordForm(
        data,
        initial={"source": found.source},
        region=found.region,
        shortfall=shortfall_of(found),
    )


def _receipt_form(request, found):
    """Empty, or filled in from the giver's report that the address names, once."""
    report = _report_for(request.GET.get("laporan"), found)
    if report and not backing_rules.can_turn(request.acting, report):
        report = None
    return ReceiptForm(commitment=found, report=report, prefix="terima")


def _report_for(number, found):
    """The giver's report of this number about this contribution."""
    if not number or not number.isascii() or not number.isdigit() or len(number) > 5:
        return None
    report = found.reports.filter(number=number).first()
    if report:
        report.commitment = found
    return report


@button
def commit(request, code, number):
    """Give the region's word, and say where it comes from."""
    found = commitment_or_404(request, code, number)
    given = {}
    if money_rules.can_commit(request.acting, found):
        form = _word_form(found, request.POST)
        if not form.is_valid():
            return _show(request, found, word_form=form)
        given = form.words()
    try:
        found = committing.commit(found, by=request.acting, **given)
    except Refusal:
        found = commitment_or_404(request, code, number)
        form = _word_form(found, request.POST)
        if not money_rules.can_commit(request.acting, found) or form.is_valid():
            raise
        return _show(request, found, word_form=form)
    said = _("Recorded: %(party)s commits this contribution.") % {"party": found.party}
    messages.success(request, said)
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(MoneyReasonForm, "tarik")
def withdraw(request, code, number):
    """Take a contribution back, with the reason."""
    found = commitment_or_404(request, code, number)
    if request.method != "POST":
        return redirect(found)
    require(money_rules.can_withdraw(request.acting, found))
    form = MoneyReasonForm(request.POST, prefix="tarik")
    if not form.is_valid():
        return _show(request, found, reason_form=form)
    committing.withdraw_contribution(found, by=request.acting, **form.cleaned_data)
    messages.success(request, _("The contribution is taken back. The partners are told."))
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(ReceiptForm, "terima")
def receive(request, code, number):
    """Record what came in."""
    found = commitment_or_404(request, code, number)
    if request.method != "POST":
        return redirect(found)
    require(money_rules.can_receive(request.acting, found))
    report = _report_for(request.POST.get("terima-report"), found)
    form = ReceiptForm(
        request.POST, request.FILES, commitment=found, report=report, prefix="terima"
    )
    if not form.is_valid():
        return _show(request, found, receipt_form=form)
    try:
        limit("projects.receipt", request.user.pk, times=120, seconds=HOUR)
        committing.receive(found, by=request.acting, **form.words())
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _show(request, found, receipt_form=form)
    messages.success(request, _("The receipt is recorded."))
    found = commitment_or_404(request, code, number)
    if found.worth and found.received > found.worth:
        messages.warning(request, _("More has come in than was promised."))
    return redirect(found)


def _receipt(request, code, number, receipt):
    found = commitment_or_404(request, code, number)
    rows = Receipt.objects.select_related("reversal").filter(commitment=found)
    row = get_object_or_404(rows, number=receipt)
    row.commitment = found
    return row


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(MoneyReasonForm)
def reverse_receipt(request, code, number, receipt):
    """Take a wrong receipt back, with the reason."""
    row = _receipt(request, code, number, receipt)
    form = MoneyReasonForm(request.POST if request.method == "POST" else None)
    if is_to_be_done(form, money_rules.can_reverse(request.acting, row)):
        committing.reverse(row, by=request.acting, **form.cleaned_data)
        messages.success(request, _("The receipt is taken back; both rows stay to be read."))
        return redirect(row.commitment)
    said = _("Receipt %(number)d of %(day)s, %(amount)s, stays on the page with a counter row.")
    page = {
        "form": form,
        "project": row.commitment.project,
        "back": row.commitment.get_absolute_url(),
        "heading": _("Take a wrong receipt back"),
        "lede": said
        % {"number": row.number, "day": formats.day(row.on), "amount": formats.rupiah(row.amount)},
        "action": _("Take the receipt back"),
    }
    return render(request, "projects/money_form.html", page)


@require_safe
def proof(request, code, number, receipt):
    """The paper of a receipt, for the partners and the officers in whose care they are."""
    row = _receipt(request, code, number, receipt)
    readable = money_rules.can_read_proof(request.acting, row.commitment)
    if not readable or not row.file or not row.file.storage.exists(row.file.name):
        raise Http404
    return paper_response(row.file, f"bukti-{code}-{number}-{receipt}")


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(SharingForm)
def sharing(request, code):
    """How the partners share the cost."""
    project, acting = proposed_or_404(request, code), request.acting
    require(money_rules.can_budget(acting, project))
    regions = [seat.region for seat in project.partnerships.all()]
    sent = request.POST if request.method == "POST" else None
    form = SharingForm(sent, regions=regions, initial=_shared(project, regions))
    if form.is_valid():
        given = form.cleaned_data
        try:
            budgeting.set_sharing(
                project, by=acting, method=given["method"], weights=given["weights"]
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The rule is set. Everybody can read it."))
            return redirect(funds_address(project, "pembagian"))
    return render(request, "projects/money_sharing.html", {"form": form, "project": project})


def _shared(project, regions):
    """The rule that holds, and the inhabitants that the profiles name."""
    rule = project.sharing_rules.first()
    people = inhabitants_of(regions)
    weights = dict(rule.shares.values_list("region", "weight")) if rule else {}
    initial = {"method": rule.method} if rule else {}
    for place, region in enumerate(regions):
        initial[f"inhabitants_{place}"] = people.get(region.pk)
        if rule and weights.get(region.pk):
            initial |= _typed_weight(rule.method, place, weights[region.pk])
    return initial


def _typed_weight(method, place, weight):
    if method == "inhabitants":
        return {f"inhabitants_{place}": weight}
    if method == "benefit":
        return {f"percent_{place}": f"{weight / 100:.2f}".replace(".", ",")}
    return {f"amount_{place}": weight} if method == "free" else {}
