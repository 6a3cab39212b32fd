"""What others say to a planned rule, the replies, and the outcome."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from agreements import actions
from agreements import noticeboard_rules as rules
from agreements.forms import CommentForm, OutcomeForm, ReplyRuleForm
from agreements.views.announcing import HOUR, write
from agreements.views.noticeboard import of_rule
from core.access import require
from core.limits import limit
from projects.views.typed import keeping


def _data(request):
    return request.POST if request.method == "POST" else None


@write
@of_rule
@keeping(CommentForm)
def comment(request, planned):
    """What the reader's region thinks of it."""
    require(rules.can_comment(request.acting, planned))
    return _comment_page(request, planned)


@write
@of_rule
@keeping(CommentForm)
def correct(request, planned, pk):
    """A later comment that takes the place of an earlier one."""
    earlier = get_object_or_404(planned.comments.select_related("region", "corrected_by"), pk=pk)
    require(rules.can_correct(request.acting, planned, earlier))
    return _comment_page(request, planned, earlier)


def _comment_page(request, planned, earlier=None):
    form = CommentForm(_data(request), planned=planned, comment=earlier)
    if form.is_valid():
        limit("agreements.comment_rule", request.user.pk, times=60, seconds=HOUR)
        try:
            actions.comment_on_rule(
                planned, by=request.acting, corrects=earlier.pk if earlier else None,
                **form.cleaned_data,
            )  # fmt: skip
        except actions.Changed as changed:
            planned.refresh_from_db()
            form.look_anew(planned)
            form.add_error(None, str(changed))
        else:
            messages.success(request, _("Your comment stands on the noticeboard."))
            return redirect(planned)
    context = {"planned": planned, "form": form, "earlier": earlier}
    return render(request, "agreements/plannedrule_comment.html", context)


@write
@of_rule
@keeping(ReplyRuleForm)
def reply(request, planned, pk):
    """The answer of the region that plans it."""
    said = get_object_or_404(planned.comments.select_related("region"), pk=pk)
    require(rules.can_reply(request.acting, planned))
    form = ReplyRuleForm(_data(request))
    if form.is_valid():
        actions.reply_on_rule(planned, pk, by=request.acting, **form.cleaned_data)
        messages.success(request, _("Your reply stands below the comment."))
        return redirect(planned)
    context = {"planned": planned, "comment": said, "form": form}
    return render(request, "agreements/plannedrule_reply.html", context)


@write
@of_rule
@keeping(OutcomeForm)
def outcome(request, planned):
    """What became of it."""
    if planned.announced_at is None:
        raise Http404
    require(rules.can_decide(request.acting, planned))
    before = planned.outcomes.order_by("pk").last()
    form = OutcomeForm(_data(request), planned=planned, before=before)
    if form.is_valid():
        try:
            actions.decide_rule(planned, by=request.acting, **form.cleaned_data)
        except actions.Changed as changed:
            before = planned.outcomes.order_by("pk").last()
            form.look_anew(before)
            form.add_error(None, str(changed))
        else:
            messages.success(request, _("The outcome is recorded; those who commented are told."))
            return redirect(planned)
    context = {"planned": planned, "form": form, "before": before}
    return render(request, "agreements/plannedrule_outcome.html", context)
