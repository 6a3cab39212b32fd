"""Work days: open to everybody; announced by those who take part, joined by anybody."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import ListView

from core.access import require
from core.errors import Refusal
from core.limits import limit
from core.paging import CappedPaginator
from core.views import button, refusable
from projects import actions, workday_rules
from projects.actions.working import mark_of_labour
from projects.forms.workdays import (
    CancelDayForm,
    ChangeDayForm,
    DayForm,
    RecordForm,
    SignOffForm,
    SignUpForm,
)
from projects.models import Project, SignUp
from projects.views.deciding import project_or_404
from projects.views.typed import is_to_be_done, keeping, retyped, say_what_stands
from projects.workday_notices import is_reminded
from projects.workdays import (
    card_of,
    cards_of,
    page_of,
    rows_to_record,
    shares_of,
    standing_words,
)
from villages.roles import of_region

HOUR = 3600


@method_decorator([login_not_required, require_safe], name="dispatch")
class WorkDayList(ListView):
    """All work days of a project, newest first, and what each region has worked."""

    template_name = "projects/workday_list.html"
    paginate_by = 10
    paginator_class = CappedPaginator

    def get_queryset(self):
        self.project = _agreed_or_404(self.request, self.kwargs["code"])
        return self.project.work_days.select_related("region")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        days = list(context["object_list"])
        for day in days:
            day.project = self.project
        return context | {
            "project": self.project,
            "cards": cards_of(days),
            "shares": shares_of(self.project),
            "can_announce": workday_rules.can_announce(self.request.acting, self.project),
        }


def _agreed_or_404(request, code):
    """Before all have agreed there is nothing to work on."""
    visible = Project.objects.visible_to(request.user).select_related("lead__parent", "current")
    project = get_object_or_404(visible.prefetch_related("partnerships__region"), code=code)
    if not project.agreed_at:
        raise Http404
    return project


def _day_or_404(request, code, pk):
    project = _agreed_or_404(request, code)
    day = get_object_or_404(project.work_days.select_related("region"), pk=pk)
    day.project = project
    return day


@login_not_required
@require_safe
def work_day(request, code, pk):
    """One day: when, where, how many, from which villages."""
    day = _day_or_404(request, code, pk)
    return _day_page(request, day, _sign_up_form(request, day))


def _day_page(request, day, form):
    acting = of_region(request.acting)
    people = page_of(day, request.user, acting)
    page = {
        "day": day,
        "project": day.project,
        "card": card_of(day),
        "people": people,
        "is_in": not acting and people.mine,  # a person signs up once, a representative many
        "form": form,
        "can_join": workday_rules.can_sign_up(request.user, day),
        "can_change": workday_rules.can_change(acting, day),
        "can_record": workday_rules.can_record(acting, day),
    }
    return render(request, "projects/workday_detail.html", page)


def _sign_up_form(request, day):
    sent, acting = request.POST if request.method == "POST" else None, of_region(request.acting)
    own = "" if acting else getattr(request.user, "get_full_name", str)()
    return SignUpForm(
        sent, initial={"name": own}, project=day.project, acting=acting, auto_id="ikut_%s"
    )


@require_POST
@refusable
@keeping(SignUpForm)
def sign_up(request, code, pk):
    """Take places; what is not right yet is shown again."""
    day = _day_or_404(request, code, pk)
    verdict = workday_rules.can_sign_up(request.user, day)
    form = _sign_up_form(request, day)
    if is_to_be_done(form, verdict):
        try:
            limit("projects.sign_up", request.user.pk, times=30, seconds=HOUR)
            signed = actions.sign_up(
                day, user=request.user, acting=of_region(request.acting), **form.cleaned_data
            )
        except Refusal as refusal:
            day = _day_or_404(request, code, pk)
            if not of_region(request.acting) and day.has(request.user):
                messages.warning(request, str(refusal))  # a second click; no form any more
                return redirect(day)
            if not verdict:
                raise
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _signed_up(signed))
            return redirect(day)
    return _day_page(request, day, form)


def _signed_up(signed):
    """What somebody hears who has places now; a reminder is promised only where one was planned."""
    said = (
        _("%(name)s is signed up. A reminder comes by mail a day before.")
        if is_reminded(signed)
        else _("%(name)s is signed up. It begins soon; no reminder comes any more.")
    )
    return said % {"name": signed.name}


def _sign_up_or_404(request, code, pk):
    rows = SignUp.objects.select_related("day__project__lead", "day__region")
    signed = get_object_or_404(rows, pk=pk, day__project__code=code)
    visible = Project.objects.visible_to(request.user)
    if not visible.filter(pk=signed.day.project_id).exists():
        raise Http404
    return signed


@button
def step_back(request, code, pk):
    """Give the places back."""
    signed = _sign_up_or_404(request, code, pk)
    actions.step_back(signed, user=request.user, acting=of_region(request.acting))
    messages.success(request, _("You have stepped back. Thank you for saying so."))
    return redirect(signed.day)


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(SignOffForm)
def sign_off(request, code, pk):
    """Take a sign-up of somebody else out, with the reason."""
    signed = _sign_up_or_404(request, code, pk)
    form = SignOffForm(request.POST if request.method == "POST" else None)
    if is_to_be_done(form, workday_rules.can_sign_off(request.acting, signed)):
        actions.sign_off(signed, by=request.acting, **form.cleaned_data)
        messages.success(request, _("The places are free again."))
        return redirect(signed.day)
    page = {"form": form, "project": signed.day.project, "day": signed.day, "signed": signed}
    return render(request, "projects/workday_sign_off.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(DayForm)
def announce_day(request, code):
    """Announce a work day."""
    project, acting = project_or_404(request, code), request.acting
    require(workday_rules.can_announce(acting, project))
    form = DayForm(
        request.POST if request.method == "POST" else None,
        initial={"token": uuid.uuid4()},
        project=project,
    )
    if form.is_valid():
        given = {"token": form.cleaned_data["token"], **form.facts()}
        try:
            day = actions.announce_day(project, by=acting, **given)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The work day is announced. Everybody can read it."))
            return redirect(day)
    page = {"form": form, "project": project}
    return render(request, "projects/workday_form.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(ChangeDayForm)
def change_day(request, code, pk):
    """Move a work day, or say something else of it."""
    day = _day_or_404(request, code, pk)
    require(workday_rules.can_change(request.acting, day))
    form = ChangeDayForm(
        request.POST if request.method == "POST" else None,
        initial=DayForm.initial_of(day) | {"changes": day.changes},
        project=day.project,
    )
    if form.is_valid():
        given = form.cleaned_data
        words = {"reason": given["reason"], "changes": given["changes"], **form.facts()}
        try:
            actions.change_day(day, by=request.acting, **words)
        except Refusal as refusal:
            form = _still_changing(form, _day_or_404(request, code, pk), refusal)
        else:
            messages.success(request, _("Saved. Those who have signed up are told."))
            return redirect(day)
    page = {"form": form, "project": day.project, "day": day}
    return render(request, "projects/workday_form.html", page)


def _still_changing(form, day, refusal):
    """The same words, on top of what the day says now."""
    again = ChangeDayForm(retyped(form, changes=day.changes), project=day.project)
    again.add_error(None, str(refusal))
    if form.cleaned_data["changes"] != day.changes:
        text = _(
            "It says now: %(when)s, %(place)s, %(wanted)d people wanted. What you typed stands "
            "below; saved again it takes its place."
        )
        words = {"when": card_of(day).when, "place": day.place, "wanted": day.wanted}
        again.add_error(None, text % words)
    return again


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(CancelDayForm)
def cancel_day(request, code, pk):
    """Cancel a work day, with the reason."""
    day = _day_or_404(request, code, pk)
    form = CancelDayForm(request.POST if request.method == "POST" else None)
    if is_to_be_done(form, workday_rules.can_change(request.acting, day)):
        actions.cancel_day(day, by=request.acting, **form.cleaned_data)
        messages.success(request, _("The work day is cancelled. Those who signed up are told."))
        return redirect(day)
    page = {"form": form, "project": day.project, "day": day}
    return render(request, "projects/workday_cancel.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(RecordForm)
def record_labour(request, code, pk):
    """Who came, and for how many hours."""
    day = _day_or_404(request, code, pk)
    require(workday_rules.can_record(request.acting, day))
    sent = request.POST if request.method == "POST" else None
    form = _record_form(sent, day)
    if form.is_valid():
        given = form.cleaned_data
        words = {name: given[name] for name in ("token", "mark", "rows")}
        try:
            actions.record_labour(day, by=request.acting, **words)
        except Refusal as refusal:
            form = _still_recording(form, _day_or_404(request, code, pk), refusal)
        else:
            messages.success(request, _("Saved. Everybody can read it."))
            return redirect(day)
    page = {"form": form, "project": day.project, "day": day, "card": card_of(day)}
    return render(request, "projects/workday_record.html", page)


def _still_recording(form, day, refusal):
    """The same rows, on top of what is written down now."""
    mark = mark_of_labour(day)
    again = _record_form(retyped(form, mark=mark, token=uuid.uuid4()), day)
    again.add_error(None, str(refusal))
    if form.cleaned_data["mark"] != mark:
        say_what_stands(again, standing_words(day))
    return again


def _record_form(sent, day):
    seats = [seat.region for seat in day.project.partnerships.all()]
    earlier = [row.region for row in day.labour.standing().select_related("region")]
    return RecordForm(
        sent,
        day=day,
        initial={"token": uuid.uuid4(), "mark": mark_of_labour(day)},
        regions=[*seats, *earlier],
        rows=rows_to_record(day),
    )
