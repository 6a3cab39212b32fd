"""The organiser's side of a training: opening it, its papers, who was present, certificates."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from core.access import require
from core.errors import Refusal
from core.uploads import paper_response
from core.views import button, refusable
from meetings import actions, training_rules
from meetings.forms.training import MaterialForm, TrainingForm
from meetings.models import Enrolment, Material, Meeting, Training
from meetings.views.enrolling import visible_training

A_PAGE = 100  # people on one page of the list of presence


@refusable
@require_http_methods(["GET", "HEAD", "POST"])
def open_enrolment(request, pk):
    """The second small page after calling a training; later the same page changes it."""
    meetings = Meeting.objects.visible_to(request.user)
    meeting = get_object_or_404(meetings.select_related("organiser", "forum", "project"), pk=pk)
    require(training_rules.can_open(request.acting, meeting))
    training = Training.objects.select_related("meeting").filter(meeting=meeting).first()
    initial = TrainingForm.initial_of(training) if training else {"seats": 30, "is_for_all": True}
    form = TrainingForm(request.POST or None, initial=initial, meeting=meeting)
    if form.is_valid():
        try:
            saved = actions.open_enrolment(meeting, by=request.acting, **form.facts())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            text = _("Saved.") if training else _("Enrolment is open. Share the page.")
            messages.success(request, text)
            return redirect(saved)
    context = {"meeting": meeting, "training": training, "form": form}
    return render(request, "meetings/training_open.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
def participants(request, pk):
    """Everybody with a seat, by name; after the start with a box for who was present."""
    training = visible_training(request, pk)
    meeting = training.meeting
    require(training_rules.can_see_participants(request.acting, meeting))
    marking = training_rules.can_mark(request.acting, meeting)
    if request.method == "POST":
        require(marking)
        return _marked(request, training)
    rows = training.enrolments.seated().select_related("region", "certificate")
    page = Paginator(rows.order_by("name", "pk"), A_PAGE).get_page(request.GET.get("page"))
    waiting = training.enrolments.waiting().select_related("region")
    context = {
        "training": training,
        "meeting": meeting,
        "page_obj": page,
        "waiting": waiting[:A_PAGE],
        "marking": marking,
        "certifying": training_rules.can_certify(request.acting, meeting),
        "figures": _figures(training),
    }
    return render(request, "meetings/training_participants.html", context)


def _figures(training):
    """Whom the training reaches."""
    return training.enrolments.seated().aggregate(
        all=Count("pk"),
        men=Count("pk", filter=Q(sex=Enrolment.Sex.MALE)),
        women=Count("pk", filter=Q(sex=Enrolment.Sex.FEMALE)),
        young=Count("pk", filter=Q(is_young=True)),
        villages=Count("region", distinct=True),
        present=Count("pk", filter=Q(was_present=True)),
        certified=Count("certificate"),
        to_certify=Count("pk", filter=Q(was_present=True, certificate__isnull=True)),
    )


def _keys(values):
    return {int(value) for value in values[: 2 * A_PAGE] if value.isdecimal() and len(value) < 19}


def _marked(request, training):
    changed = actions.note_presence(
        training,
        by=request.acting,
        shown=_keys(request.POST.getlist("ada")),
        present=_keys(request.POST.getlist("hadir")),
    )
    text = ngettext(
        "Saved. The mark of %(n)d person was changed.",
        "Saved. The marks of %(n)d people were changed.",
        changed,
    )
    messages.success(request, text % {"n": changed})
    return redirect(request.get_full_path())


@button
def issue(request, pk):
    """Certificates for all who were present."""
    training = visible_training(request, pk)
    require(training_rules.can_certify(request.acting, training.meeting))
    number = len(actions.issue_certificates(training, by=request.acting))
    text = ngettext(
        "%(n)d certificate is issued; a mail tells where it is.",
        "%(n)d certificates are issued; a mail tells each where it is.",
        number,
    )
    messages.success(request, text % {"n": number})
    return redirect("trainings:participants", pk)


@refusable
@require_http_methods(["GET", "HEAD", "POST"])
def add_material(request, pk):
    """The papers, and one more."""
    training = visible_training(request, pk)
    require(training_rules.can_add_material(request.acting, training.meeting))
    form = MaterialForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            actions.add_material(training, by=request.acting, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The paper is there for all who have a seat."))
            return redirect("trainings:add_material", pk)
    context = {
        "training": training,
        "meeting": training.meeting,
        "form": form,
        "materials": training.materials.all(),
    }
    return render(request, "meetings/training_materials.html", context)


def _material(request, pk):
    trainings = Training.objects.visible_to(request.user)
    materials = Material.objects.filter(training__in=trainings)
    return get_object_or_404(
        materials.select_related(
            "training__meeting__organiser", "training__meeting__forum", "training__meeting__project"
        ),
        pk=pk,
    )


@require_safe
def material(request, pk):
    """One paper, for those who take part."""
    found = _material(request, pk)
    require(training_rules.can_read_materials(request.user, request.acting, found.training))
    return paper_response(found.file, f"bahan-{found.pk}")


@button
def remove_material(request, pk):
    """Take a paper away."""
    found = _material(request, pk)
    require(training_rules.can_add_material(request.acting, found.training.meeting))
    actions.remove_material(found, by=request.acting)
    messages.success(request, _("The paper is removed."))
    return redirect("trainings:add_material", found.training.meeting_id)
