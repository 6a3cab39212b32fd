"""Enrolling for a training: oneself, or people of one's region; and giving a seat back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.access import require
from core.errors import Refusal
from core.limits import limit
from core.views import button, refusable, safe_next
from meetings import actions, changes, training_rules
from meetings.forms.training import PersonForm, SelfForm
from meetings.models import Enrolment, Training


def visible_training(request, pk):
    """The training of a meeting that the person may see; 404 otherwise."""
    trainings = Training.objects.visible_to(request.user)
    return get_object_or_404(
        trainings.with_waiting().select_related(
            "meeting__organiser", "meeting__forum", "meeting__project"
        ),
        meeting=pk,
    )


def said(enrolment):
    """What the person reads after enrolling."""
    if enrolment.state == Enrolment.State.SEATED:
        return _("%(name)s has a seat.") % {"name": enrolment.name}
    return _("All seats are taken. %(name)s is on the waiting list.") % {"name": enrolment.name}


@refusable
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request, pk):
    """Oneself."""
    training = visible_training(request, pk)
    require(training_rules.can_enrol(request.user, request.acting, training))
    region = request.acting.region_id if request.acting else None
    initial = {"name": request.user.full_name, "region": region}
    form = SelfForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            limit("enrol", request.user.pk, times=60, seconds=600)
            enrolment = actions.enrol(
                training, user=request.user, acting=request.acting, **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said(enrolment))
            return redirect(training)
    context = {"training": training, "form": form, **_when(training)}
    return render(request, "meetings/training_enrol.html", context)


@refusable
@require_http_methods(["GET", "HEAD", "POST"])
def enrol_people(request, pk):
    """People of the region for which one acts, one after the other; those enrolled stand below."""
    training = visible_training(request, pk)
    require(training_rules.can_enrol_people(request.acting, training))
    form = PersonForm(request.POST or None)
    if form.is_valid():
        try:
            limit("enrol", request.user.pk, times=60, seconds=600)
            enrolment = actions.enrol_person(training, by=request.acting, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said(enrolment))
            return redirect("trainings:enrol_people", pk)
    sent = training.enrolments.active().filter(mandate__isnull=False, region=request.acting.region)
    context = {"training": training, "form": form, "sent": sent, **_when(training)}
    return render(request, "meetings/training_people.html", context)


def _when(training):
    meeting = training.meeting
    return {
        "meeting": meeting,
        "when": changes.when(meeting.starts_at, meeting.ends_at, meeting.zone),
    }


@button
def give_back(request, pk):
    """Cancel one's own enrolment, or that of somebody of one's region."""
    enrolments = Enrolment.objects.filter(training__in=Training.objects.visible_to(request.user))
    enrolment = get_object_or_404(enrolments.select_related("training__meeting__organiser"), pk=pk)
    require(training_rules.can_cancel(request.user, request.acting, enrolment))
    actions.give_back(enrolment, user=request.user, acting=request.acting)
    messages.success(request, _("The seat is given back. Thank you for telling us."))
    return redirect(safe_next(request, enrolment.training.get_absolute_url()))
