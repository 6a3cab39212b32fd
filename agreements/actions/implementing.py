"""The implementation report: drawn up, written, submitted once, known to the heads, sent on."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import implementation_rules as rules
from agreements import life_notices as notices
from agreements import report_figures, report_words
from agreements.actions.locking import Changed, locked
from agreements.models import ImplementationReport, ReportDelivery, ReportWord
from core import audit, seals
from core.access import require, require_right
from core.errors import Refusal
from core.formats import day_in
from core.sending import sent_before
from core.sheets import ask_worker

MOST = 200  # reports of one agreement, and copies of one report


class WrongPeriod(Refusal):
    """Days that cannot be reported on; ``field`` says which of them."""

    def __init__(self, field, text):
        super().__init__(text)
        self.field = field


def period_problem(agreement, starts_on, ends_on):
    """Why these days cannot be, with the field; empty pair when they can."""
    if ends_on < starts_on:
        return "ends_on", _("The end lies before the beginning.")
    if starts_on < agreement.starts_on:
        return "starts_on", _("This day lies before the term of the agreement.")
    last = rules.last_day(agreement)
    if ends_on > last:
        if last == day_in(agreement.drafted_for_id):
            return "ends_on", _("This day has not come yet.")
        return "ends_on", _("This day lies after the end of the agreement.")
    return "", ""


def _require_period(agreement, starts_on, ends_on):
    field, problem = period_problem(agreement, starts_on, ends_on)
    if problem:
        raise WrongPeriod(field, problem)


@transaction.atomic
def draw_up(agreement, *, by, token, starts_on, ends_on, corrects=None):
    """A draft out of what the portal knows; one at a time of a region. The same form (``token``)
    sent twice is one draft. A correction has the period of what it corrects."""
    agreement = locked(agreement)
    if corrects:
        starts_on, ends_on = corrects.starts_on, corrects.ends_on
    of_region = agreement.implementation_reports.filter(region=by and by.region_id)
    words = {"starts_on": starts_on, "ends_on": ends_on, "corrects": corrects}
    if found := sent_before(of_region, token, **words):
        return found
    require(rules.can_write(by, agreement))
    _require_period(agreement, starts_on, ends_on)
    own = agreement.implementation_reports.filter(region=by.region_id, sealed_at=None)
    if own.exists():
        raise Refusal(_("Your region has a draft already. Submit that one first."))
    last = agreement.implementation_reports.aggregate(last=Max("number"))["last"] or 0
    if last >= MOST:
        raise Refusal(_("This agreement has too many reports. Please tell the operators."))
    figures = report_figures.drawn(agreement, starts_on, ends_on, day_in(agreement.drafted_for_id))
    report = ImplementationReport(
        agreement=agreement, number=last + 1, region=by.region, starts_on=starts_on,
        ends_on=ends_on, corrects=corrects, token=token, saved_by=by, person_name=str(by.user),
        office_title=by.title, **_first_words(agreement, starts_on, ends_on, figures, corrects),
    )  # fmt: skip
    report.save(force_insert=True)
    audit.record("agreements.report_drafted", agreement, by=by, number=report.number)
    return report


def _first_words(agreement, starts_on, ends_on, figures, corrects):
    """What was written before, where it is corrected; the joint body is that of the last report."""
    if corrects:
        return {
            name: getattr(corrects, name)
            for name in (*ImplementationReport.CHAPTERS, "body", "body_head")
        }
    words = report_words.first_words(agreement, starts_on, ends_on, figures)
    most = ImplementationReport._meta.get_field("progress").max_length
    last = agreement.implementation_reports.submitted().order_by("number").last()
    body = {"body": last.body, "body_head": last.body_head} if last else {}
    return {name: text[:most] for name, text in words.items()} | body


def _fresh(report):
    """As it stands now, its agreement locked."""
    agreement = locked(report.agreement)
    found = ImplementationReport.objects.select_related("region", "corrects").get(pk=report.pk)
    found.agreement = agreement
    return found


def _require_seen(report, seen):
    if report.revision != seen:
        raise Changed(_("Somebody else has saved this report meanwhile. Please look at it again."))


@transaction.atomic
def write(report, *, by, seen, starts_on=None, ends_on=None, **words):
    """Save chapters, number and period of a draft; ``seen`` is the revision that the page showed. What
    somebody else has saved since then is not overwritten (``Changed``)."""
    report = _fresh(report)
    verdict = rules.can_change(by, report)
    require_right(verdict)
    if report.corrects_id is None:
        words |= {"starts_on": starts_on, "ends_on": ends_on}
    if all(getattr(report, name) == value for name, value in words.items()):
        return report
    require(verdict)
    _require_seen(report, seen)
    if report.corrects_id is None:
        _require_period(report.agreement, starts_on, ends_on)
    for name, value in words.items():
        setattr(report, name, value)
    report.saved_by, report.person_name, report.office_title = by, str(by.user), by.title
    report.revision += 1
    report.save()
    return report


@transaction.atomic
def submit(report, *, by, seen):
    """Fix the draft with the figures of this moment, and tell the heads; once. A second click gets the
    first one's answer."""
    report = _fresh(report)
    if report.is_submitted and (report.saved_by, report.revision) == (by, seen):
        return report
    require(rules.can_change(by, report))
    _require_seen(report, seen)
    empty = [name for name in ImplementationReport.CHAPTERS if not getattr(report, name)]
    if empty:
        raise Refusal(_("Every chapter wants some words before the report is submitted."))
    agreement = report.agreement
    _require_period(agreement, report.starts_on, report.ends_on)
    report.figures = report_figures.drawn(
        agreement, report.starts_on, report.ends_on, day_in(agreement.drafted_for_id)
    )
    report.saved_by, report.person_name, report.office_title = by, str(by.user), by.title
    report.text = report_words.canonical(report, agreement)
    report.sha256 = seals.digest(report.text)
    report.sealed_at = timezone.now()
    report.save()
    audit.record(
        "agreements.report_submitted", agreement, by=by, proves=report,
        number=report.number, sha256=report.sha256,
        figures_sha256=seals.seal("", figures=report.figures),
    )  # fmt: skip
    notices.submitted(report, by=by)
    ask_worker("agreements.tasks.make_report_sheet", report)
    return report


@transaction.atomic
def acknowledge(report, *, by, remark=""):
    """The head of a party knows the report; once. A second click gets the first one's answer."""
    report = _fresh(report)
    if found := report.words.filter(party__region=by and by.region_id, remark=remark).first():
        return found
    require(rules.can_acknowledge(by, report))
    word = ReportWord(
        report=report, party=report.agreement.parties.get(region=by.region_id), remark=remark,
        mandate=by, person_name=str(by.user), office_title=by.title,
    )  # fmt: skip
    word.save(force_insert=True)
    verb = "agreements.report_remarked" if remark else "agreements.report_known"
    audit.record(verb, report.agreement, by=by, proves=word, number=report.number, reason=remark)
    if remark:
        notices.remarked(report, remark, by=by)
    return word


@transaction.atomic
def deliver(report, *, by, addressee, region, sent_on):
    """Note on which day a copy went out; a later row corrects, the same day twice is one row."""
    report = _fresh(report)
    require(rules.can_deliver(by, report, region))
    if sent_on > day_in(region.pk):
        raise WrongPeriod("sent_on", _("This day has not come yet."))
    if sent_on < report.ends_on:
        raise WrongPeriod("sent_on", _("The report was not written yet on that day."))
    rows = report.deliveries.filter(addressee=addressee, region=region)
    last = rows.last()
    if last and last.sent_on == sent_on:
        return last
    if report.deliveries.count() >= MOST:
        raise Refusal(_("This was corrected too often. Please tell the operators."))
    row = ReportDelivery(
        report=report, addressee=addressee, region=region, sent_on=sent_on, mandate=by,
        person_name=str(by.user), office_title=by.title,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record(
        "agreements.report_delivered", report.agreement, by=by, proves=row, number=report.number,
        to=f"{addressee} {region.pk}", on=sent_on.isoformat(),
    )  # fmt: skip
    return row
