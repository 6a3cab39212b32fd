"""A proposal goes upward: sent by the lead, answered by the subdistrict or the regency."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.generic import DetailView, ListView

from core.access import require
from core.errors import Refusal
from core.limits import limit
from core.paging import CappedPaginator
from core.views import refusable
from projects import actions
from projects import escalation_rules as rules
from projects.escalated import (
    Line,
    badge_of,
    may_lead,
    origins_of,
    reads_words,
    receivers_of,
    rows_for_page,
    steps_of,
)
from projects.forms.escalating import (
    EscalateForm,
    EscalationAnswerForm,
    ProgressNoteForm,
    WordsForm,
)
from projects.models import Escalation
from projects.views.deciding import project_or_404
from projects.views.typed import is_to_be_done, keeping

HOUR = 3600


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(EscalateForm)
def escalate(request, code):
    """To whom it goes, what is asked, and why; for the lead."""
    project = project_or_404(request, code)
    require(rules.can_escalate(request.acting, project))
    sent = request.POST if request.method == "POST" else None
    form = EscalateForm(sent, receivers=receivers_of(project))
    if form.is_valid():
        limit("projects.escalate", request.user.pk, times=30, seconds=HOUR)
        words = {name: form.cleaned_data[name] for name in ("ask", "reason")}
        try:
            found = actions.escalate(project, form.chosen, by=request.acting, **words)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("It is sent. All partners are told now, and of the answer.")
            )
            return redirect(found)
    return render(request, "projects/escalation_send.html", {"form": form, "project": project})


@method_decorator(login_not_required, name="dispatch")
class EscalationDetail(DetailView):
    """The copy for everybody: its origins, what was asked and how it stands; the words for those
    whom they concern."""

    slug_field = slug_url_kwarg = "code"
    template_name = "projects/escalation_detail.html"

    def get_queryset(self):
        return rows_for_page()

    def get_context_data(self, **kwargs):
        escalation, acting = self.object, self.request.acting
        return super().get_context_data(**kwargs) | {
            "state": badge_of(escalation),
            "may_lead": may_lead(escalation),
            "origins": origins_of(escalation),
            "steps": steps_of(escalation),
            "reads": reads_words(acting, escalation),
            "can_answer": rules.can_answer_escalation(acting, escalation),
            "can_reply": rules.can_reply(acting, escalation),
            "can_take_back": rules.can_take_back(acting, escalation),
            "can_note": rules.can_note(acting, escalation),
        }


class Received(ListView):
    """What was sent to the officer's region or to one within it, newest first, by state."""

    template_name = "projects/escalation_list.html"
    paginate_by = 20
    paginator_class = CappedPaginator

    def get_queryset(self):
        acting = self.request.acting
        require(rules.can_see_received(acting))
        rows = Escalation.objects.with_words().received_within(acting.region).order_by("-pk")
        self.chosen = self.request.GET.get("keadaan", "")
        return rows.filter(state=self.chosen) if self.chosen in Escalation.State else rows

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "region": self.request.acting.region,
            "lines": [Line(each, badge_of(each)) for each in context["object_list"]],
            "states": Escalation.State.choices,
            "chosen": self.chosen,
        }


def _escalation_or_404(code):
    rows = Escalation.objects.select_related("project__lead", "receiver", "version")
    return get_object_or_404(rows, code=code)


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(EscalationAnswerForm)
def answer(request, code):
    """Take it up, ask back or decline; for the officers of the receiver."""
    found = _escalation_or_404(code)
    verdict = rules.can_answer_escalation(request.acting, found)
    sent = request.POST if request.method == "POST" else None
    form = EscalationAnswerForm(sent, escalation=found)
    texts = {
        "heading": _("Answer what was sent on to you"),
        "lede": _("All partners are told at once. The proposal stays theirs whatever you answer."),
        "button": _("Send the answer"),
    }
    return _ask(request, found, verdict, form, texts, _answer)


def _answer(found, form, *, by):
    given = form.cleaned_data
    if given["answer"] == "ya":
        return actions.take_up(found, by=by, text=given["text"], part_of=given.get("part_of"))
    act = actions.ask_back if given["answer"] == "tanya" else actions.decline_escalation
    return act(found, by=by, text=given["text"])


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(WordsForm)
def reply(request, code):
    """The lead replies to what was asked back."""
    found = _escalation_or_404(code)
    verdict = rules.can_reply(request.acting, found)
    form = WordsForm(request.POST if request.method == "POST" else None)
    question = found.steps.filter(kind="question").last()
    texts = {
        "heading": _("Reply to the question"),
        "lede": question.text if question else "",
        "button": _("Send the reply"),
    }
    return _ask(request, found, verdict, form, texts, _reply)


def _reply(found, form, *, by):
    return actions.reply_to_question(found, by=by, **form.cleaned_data)


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(WordsForm)
def take_back(request, code):
    """The lead takes it back, and says why."""
    found = _escalation_or_404(code)
    verdict = rules.can_take_back(request.acting, found)
    form = WordsForm(request.POST if request.method == "POST" else None)
    texts = {
        "heading": _("Take back what was sent on"),
        "lede": _("The receiver need not answer any more. You can send it on again later."),
        "button": _("Take it back"),
    }
    return _ask(request, found, verdict, form, texts, _take_back)


def _take_back(found, form, *, by):
    return actions.take_escalation_back(found, by=by, **form.cleaned_data)


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(ProgressNoteForm)
def note(request, code):
    """The receiver tells how it goes on, and where it was proposed onward."""
    found = _escalation_or_404(code)
    verdict = rules.can_note(request.acting, found)
    form = ProgressNoteForm(request.POST if request.method == "POST" else None)
    texts = {
        "heading": _("Tell how it goes on"),
        "lede": _("For example the list of the Musrenbang in which it stands, and its rank."),
        "button": _("Send the note"),
    }
    return _ask(request, found, verdict, form, texts, _note)


def _note(found, form, *, by):
    return actions.note_progress(found, by=by, **form.cleaned_data)


def _ask(request, found, verdict, form, texts, act):
    """Show the form, or do what it says; what comes too late keeps its text."""
    if is_to_be_done(form, verdict):
        limit("projects.escalate", request.user.pk, times=60, seconds=HOUR)
        try:
            act(found, form, by=request.acting)
        except Refusal as refusal:
            if not verdict:
                raise
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is sent. All partners are told."))
            return redirect(found)
    page = {"form": form, "escalation": found} | texts
    return render(request, "projects/escalation_form.html", page)
