"""Trainings that people ask for: the list by support, asking, supporting, taking back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import ListView

from core.access import require
from core.errors import Refusal
from core.limits import limit
from core.paging import CappedPaginator
from core.views import button, refusable
from meetings import actions, training_rules
from meetings.forms.training import TopicForm
from meetings.models import TopicRequest


@method_decorator([login_not_required, require_safe], name="dispatch")
class TopicList(ListView):
    """The most wanted first; ``waktu=terjawab`` shows those for which a training is planned."""

    template_name = "meetings/topic_list.html"
    paginate_by = 20
    paginator_class = CappedPaginator

    def get_queryset(self):
        self.is_answered = self.request.GET.get("waktu") == "terjawab"
        topics = TopicRequest.objects.with_support_of(self.request.user).by_support()
        state = TopicRequest.State.PLANNED if self.is_answered else TopicRequest.State.OPEN
        return topics.filter(state=state).select_related(
            "asked_by", "mandate__region", "mandate__organisation", "training__meeting"
        )

    def get_context_data(self, **kwargs):
        user = self.request.user
        context = super().get_context_data(**kwargs) | {"is_answered": self.is_answered}
        for asked in context["object_list"]:
            asked.is_mine = bool(training_rules.can_withdraw_topic(user, asked))
        return context


@refusable
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request):
    """Ask for a training."""
    require(training_rules.can_ask(request.user))
    form = TopicForm(request.POST or None)
    if form.is_valid():
        try:
            limit("topic", request.user.pk, times=10, seconds=86400)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            asked = actions.ask_for_topic(
                user=request.user, acting=request.acting, **form.cleaned_data
            )
            messages.success(
                request, _("Your request stands on the list. Share it, so that others support it.")
            )
            return redirect(asked)
    return render(request, "meetings/topic_ask.html", {"form": form})


def _topic(pk):
    return get_object_or_404(TopicRequest.objects.shown(), pk=pk)


@button
def support(request, pk):
    """I want it too."""
    asked = _topic(pk)
    require(training_rules.can_ask(request.user))
    limit("support", request.user.pk, times=60, seconds=600)
    actions.support_topic(asked, user=request.user, acting=request.acting)
    messages.success(request, _("Your support counts. You hear when a training is planned."))
    return redirect(asked)


@button
def withdraw(request, pk):
    """Take it back."""
    asked = _topic(pk)
    require(training_rules.can_withdraw_topic(request.user, asked))
    actions.withdraw_topic(asked, user=request.user)
    messages.success(request, _("The request is taken back."))
    return redirect("trainings:topics")
