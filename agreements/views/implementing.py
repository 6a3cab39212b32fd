"""Implementation reports: the list, one report, its writing, and what the heads say to it."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements import acknowledgement, actions, report_documents, report_figures, report_words
from agreements import implementation_rules as rules
from agreements.forms import ChaptersForm, DeliveryForm, PeriodForm, RemarkOnReportForm
from agreements.models import ImplementationReport, ReportDelivery
from agreements.rules import is_involved
from agreements.views.reading import of_agreement
from core.access import require, require_right
from core.errors import Refusal
from core.formats import day_in
from core.limits import limit
from core.text import whole_number
from core.uploads import made_paper_response, paper_response
from projects.views.typed import is_to_be_done, keeping
from villages.models import Region

SHOWN = 50


def reports_of(request, agreement):
    """Those of one agreement that the reader sees, newest first."""
    rows = ImplementationReport.objects.visible_to(request.user).filter(agreement=agreement)
    return rows.select_related("region", "corrects").defer("text", "figures")


@login_not_required
@require_safe
@of_agreement
def index(request, agreement):
    """All reports; who writes them begins here."""
    reports = list(reports_of(request, agreement)[:SHOWN])
    for row in reports:
        row.agreement = agreement  # its address names it
    context = {
        "agreement": agreement,
        "reports": reports,
        "can_write": rules.can_write(request.acting, agreement),
    }
    return render(request, "agreements/implementation_list.html", context)


def of_report(view):
    """A view of one report; what has moved on leads back to its page."""

    @of_agreement
    @wraps(view)
    def shown(request, agreement, number):
        rows = ImplementationReport.objects.visible_to(request.user)
        related = rows.select_related("region", "corrects")
        report = get_object_or_404(related, agreement=agreement, number=number)
        report.agreement = agreement
        try:
            return view(request, report)
        except Refusal as refusal:
            messages.warning(request, str(refusal))
            return redirect(report)

    return shown


@require_http_methods(["GET", "HEAD", "POST"])
@of_agreement
def add(request, agreement):
    """Choose the period; the draft is drawn up out of what the portal knows."""
    acting = request.acting
    require(rules.can_write(acting, agreement))
    last = rules.last_day(agreement)
    first = max(agreement.starts_on, last.replace(month=1, day=1))
    form = PeriodForm(
        request.POST if request.method == "POST" else None,
        submitted=agreement.implementation_reports.submitted(),
        initial={"starts_on": first, "ends_on": last},
    )
    if form.is_valid():
        limit("agreements.implementation", request.user.pk, times=30, seconds=3600)
        try:
            report = actions.draw_up(agreement, by=acting, **form.cleaned_data)
        except actions.WrongPeriod as wrong:
            form.add_error(wrong.field, str(wrong))
        else:
            messages.success(request, _("Drawn up. Read it, add what is missing, and submit it."))
            return redirect("agreements:implementation_edit", agreement.code, report.number)
    context = {"agreement": agreement, "form": form}
    return render(request, "agreements/implementation_add.html", context)


@login_not_required
@require_safe
@of_report
def report(request, report):
    """The whole report, who knows it, and to whom copies went."""
    return _page(request, report)


def _page(request, report, *, remark=None, delivery=None):
    agreement, acting = report.agreement, request.acting
    if report.is_submitted:
        figures = report.figures
    else:
        today = day_in(agreement.drafted_for_id)
        figures = report_figures.drawn(agreement, report.starts_on, report.ends_on, today)
    words = {word.party_id: word for word in report.words.all()}
    parties = agreement.parties.select_related("region").order_by("position")
    places = report_documents.addressees(agreement) if report.is_submitted else []
    mine = [
        (addressee, region)
        for addressee, region in places
        if rules.can_deliver(acting, report, region)
    ]
    context = {
        "agreement": agreement,
        "report": report,
        "chapters": [
            (title, getattr(report, name), name == "progress")
            for name, title in report_words.TITLES.items()
        ],
        "tables": report_words.tables(figures),
        "photos": report_documents.photos_of(figures),
        "knowing": [(party, words.get(party.pk)) for party in parties],
        "known": len(words),
        "involved": is_involved(acting, agreement),
        "copies": _copies(report, places),
        "corrections": list(
            ImplementationReport.objects.submitted()
            .filter(corrects=report)
            .only("number", "agreement")[:SHOWN]
        ),
        "can_change": rules.can_change(acting, report),
        "can_acknowledge": rules.can_acknowledge(acting, report),
        "remark": remark or RemarkOnReportForm(),
        "delivery": delivery or (_delivery_form(mine) if mine else None),
    }
    return render(request, "agreements/implementation_detail.html", context)


def _copies(report, places):
    """Each addressee with the newest row about it, or None."""
    newest = {(row.addressee, row.region_id): row for row in report.deliveries.all()}
    return [
        (_name_of(addressee, region), newest.get((addressee, region.pk)))
        for addressee, region in places
    ]


def _name_of(addressee, region):
    if addressee == ReportDelivery.Addressee.COUNCIL:
        return _("Village council (BPD) of %(region)s") % {"region": region.full_name}
    if region.is_subdistrict:
        return _("Regent, through %(region)s") % {"region": region.full_name}
    return acknowledgement.office_over(region)


def _delivery_form(places, data=None):
    choices = [
        (f"{addressee}-{region.pk}", _name_of(addressee, region)) for addressee, region in places
    ]
    return DeliveryForm(data, choices=choices)


@require_http_methods(["GET", "HEAD", "POST"])
@of_report
@keeping(ChaptersForm)
def edit(request, report):
    """The words of each chapter; what somebody else has saved meanwhile is shown, not overwritten."""
    form = ChaptersForm(request.POST if request.method == "POST" else None, report=report)
    saved = None
    if is_to_be_done(form, rules.can_change(request.acting, report)):
        try:
            actions.write_report(report, by=request.acting, **form.cleaned_data)
        except actions.WrongPeriod as wrong:
            form.add_error(wrong.field, str(wrong))
        except actions.Changed as changed:
            report.refresh_from_db()
            saved = form.look_anew(report)
            form.add_error(None, str(changed))
        else:
            messages.success(request, _("Saved."))
            return redirect(report)
    context = {"agreement": report.agreement, "report": report, "form": form, "saved": saved}
    return render(request, "agreements/implementation_edit.html", context)


@require_POST
@of_report
def submit(request, report):
    """Fix it and tell the heads."""
    require_right(rules.can_change(request.acting, report))
    seen = whole_number(request.POST.get("seen", ""))
    actions.submit(report, by=request.acting, seen=seen)
    messages.success(request, _("Submitted. The heads of the parties have been told."))
    return redirect(report)


@require_POST
@of_report
@keeping(RemarkOnReportForm)
def know(request, report):
    """The head knows the report."""
    form = RemarkOnReportForm(request.POST)
    if not is_to_be_done(form, rules.can_acknowledge(request.acting, report)):
        return _page(request, report, remark=form)
    actions.acknowledge(report, by=request.acting, **form.cleaned_data)
    messages.success(request, _("Recorded: your region knows this report."))
    return redirect(report)


@require_POST
@of_report
def deliver(request, report):
    """Note the day on which a copy went out."""
    places = {
        f"{addressee}-{region.pk}": (addressee, region)
        for addressee, region in report_documents.addressees(report.agreement)
    }
    chosen = places.get(request.POST.get("to", ""))
    region = chosen[1] if chosen else Region(pk="-")
    require(rules.can_deliver(request.acting, report, region))
    allowed = [
        place for place in places.values() if rules.can_deliver(request.acting, report, place[1])
    ]
    form = _delivery_form(allowed, request.POST)
    if form.is_valid():
        try:
            actions.deliver(
                report, by=request.acting, addressee=chosen[0], region=region,
                sent_on=form.cleaned_data["sent_on"],
            )  # fmt: skip
        except actions.WrongPeriod as wrong:
            form.add_error(wrong.field, str(wrong))
        else:
            messages.success(request, _("Recorded."))
            return redirect(report)
    return _page(request, report, delivery=form)


def _name(report):
    return f"laporan-pelaksanaan-{report.agreement.code}-{report.number}"


@login_not_required
@require_safe
@of_report
def sheet(request, report):
    """The PDF, as it was made when the report was submitted."""
    if not report.sheet:
        raise Http404
    return paper_response(report.sheet, _name(report))


@login_not_required
@require_safe
@of_report
def word(request, report):
    """A submitted report as editable DOCX."""
    if not report.is_submitted:
        raise Http404
    with override("id"):
        content = report_documents.docx(report)
    return made_paper_response(content, _name(report), "docx")


@login_not_required
@require_safe
@of_report
def text(request, report):
    """The exact text, byte for byte as it was hashed."""
    if not report.is_submitted:
        raise Http404
    response = HttpResponse(report.text.encode(), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_name(report)}.txt"'
    return response
