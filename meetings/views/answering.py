"""A region's answer: on the site, and from the link in the mail without signing in."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.language import speaking
from core import formats
from core.access import deny, require
from core.errors import Forbidden, Refusal
from core.uploads import paper_response
from core.views import button
from meetings import actions, changes, links, rules
from meetings.forms.answering import AnswerForm
from meetings.models import Invitation, Meeting
from villages.models import Mandate

WITH_WORDS = {Invitation.Answer.REPRESENTED: "substitute", Invitation.Answer.ABSENT: "reason"}


def filled(request):
    """The form as sent. A first tap on an answer that needs words asks for them, without blame."""
    answer = request.POST.get("answer", "")
    if (word := WITH_WORDS.get(answer)) and word not in request.POST:
        return AnswerForm(initial={"answer": answer})
    return AnswerForm(request.POST, request.FILES)


def shown_sequence(request):
    """The meeting's sequence as the page showed it; a page without it is as old as the first call."""
    text = request.POST.get("sequence", "0")
    return int(text) if text.isdecimal() and len(text) < 10 else -1


def has_words(form):
    """Something was typed that must not be lost."""
    return bool(form["substitute"].data or form["reason"].data)


def asked(form, invitation):
    """What the page that asks for the words needs: only the field that belongs to the answer."""
    answer = form["answer"].value()
    field = WITH_WORDS.get(answer)
    if field and not form.is_bound:
        form.initial[field] = getattr(invitation, field)
    return {
        "form": form,
        "answer": answer,
        "field": form[field] if field else None,
        "paper": form["proxy_letter"] if field == "substitute" else None,
        "invitation": invitation,
        "meeting": invitation.meeting,
    }


def thanks(invitation):
    """Saved, and until when it can be changed."""
    meeting = invitation.meeting
    return _("Saved. You can change it until %(time)s.") % {
        "time": formats.moment(meeting.answer_by, meeting.zone)
    }


@button
def answer(request, pk):
    """The buttons on the meeting's page: for the region in whose capacity the person acts."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    if request.acting is None:
        raise Forbidden(_("Only representatives with a verified mandate answer for their region."))
    invitation = (
        Invitation.objects.select_related("meeting__organiser", "region")
        .filter(meeting=meeting, region=request.acting.region_id)
        .first()
    )
    if invitation is None:
        raise Forbidden(
            _("%(region)s is not invited to this meeting.")
            % {"region": request.acting.party.full_name}
        )
    form, sequence = filled(request), shown_sequence(request)
    try:
        require(rules.can_answer(request.acting, invitation))
        require(rules.still_as_shown(invitation.meeting, sequence))
        if form.is_valid():
            saved = actions.answer(
                invitation, by=request.acting, sequence=sequence, **form.cleaned_data
            )
            messages.success(request, thanks(saved))
            return redirect(meeting)
    except Refusal as refusal:
        if not has_words(form):
            raise Refusal(str(refusal), back=meeting.get_absolute_url()) from refusal
        form.add_error(None, str(refusal))  # and what was typed stays to be copied or sent again
        invitation.meeting.refresh_from_db()
    return render(request, "meetings/invitation_answer.html", asked(form, invitation))


def private(view):
    """Kept by no cache and no search engine.

    The address with its token is told to no other site, for the portal's Referrer-Policy is
    same-origin; a stricter one would take away the Origin that the check of each form wants.
    """

    @login_not_required
    @never_cache
    @wraps(view)
    def guarded(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex"
        return response

    return guarded


def behind_link(view):
    """A link that is too old, cut or changed says so."""

    @wraps(view)
    def guarded(request, token):
        try:
            return view(request, token)
        except links.Expired:
            return closed(request, _("This link has expired."), status=410)
        except (links.Unreadable, Http404):
            text = _(
                "This link is not complete or was changed. Please open it from the mail again."
            )
            return closed(request, text, status=404)

    return guarded


@private
@require_http_methods(["GET", "HEAD", "POST"])
@behind_link
def answer_by_link(request, token):
    """Signed link: a GET shows the meeting, the village and three buttons; the POST answers."""
    invitation, mandate = signed(token)
    with speaking(mandate.user):
        verdict = verdict_of(mandate, rules.can_answer(mandate, invitation))
        if not verdict:
            return closed(request, verdict.reason, meeting=invitation.meeting, status=410)
        if request.method == "POST":
            return _answered(request, token, invitation, mandate)
        return _link_page(request, token, invitation, mandate)


@require_safe
def proxy_letter(request, pk, code):
    """The substitute's letter of mandate."""
    meetings = Meeting.objects.visible_to(request.user)
    invitation = get_object_or_404(
        Invitation.objects.select_related("meeting"), meeting__in=meetings, meeting=pk, region=code
    )
    if not (invitation.proxy_letter and rules.can_read_proxy_letter(request.acting, invitation)):
        raise Http404
    return paper_response(invitation.proxy_letter, f"surat-kuasa-{code}")


def signed(token):
    """The invitation and the mandate of a link; ``links.Unreadable`` if it is damaged or too old."""
    invitation_pk, mandate_pk = links.read(token)
    invitation = get_object_or_404(
        Invitation.objects.select_related(
            "meeting__organiser", "meeting__forum", "meeting__project", "region"
        ),
        pk=invitation_pk,
    )
    return invitation, get_object_or_404(Mandate.objects.with_people(), pk=mandate_pk)


def verdict_of(mandate, verdict):
    """A link speaks for its mandate as long as that holds, and no longer; then by ``verdict``."""
    if not (mandate.is_current and mandate.user.is_active):
        return deny(
            _("The mandate of %(name)s has ended, so this link answers no more.")
            % {"name": mandate.user}
        )
    return verdict


def _answered(request, token, invitation, mandate):
    form, sequence = filled(request), shown_sequence(request)
    as_shown = rules.still_as_shown(invitation.meeting, sequence)
    if as_shown and not form.is_valid():
        return _link_page(request, token, invitation, mandate, form=form)
    try:
        require(as_shown)
        actions.answer(invitation, by=mandate, sequence=sequence, **form.cleaned_data)
    except Refusal as refusal:
        return _refused(request, token, mandate, form, refusal)
    return redirect("meetings:answer_link", token)


def _refused(request, token, mandate, form, refusal):
    """Asked again where the meeting has changed meanwhile, with what was typed; else why not."""
    invitation, _mandate = signed(token)
    asks_again = not rules.still_as_shown(invitation.meeting, shown_sequence(request))
    if not (asks_again and rules.can_answer(mandate, invitation)):
        return closed(request, str(refusal), meeting=invitation.meeting, status=409)
    if has_words(form):
        form.add_error(None, str(refusal))
        return _link_page(request, token, invitation, mandate, form=form)
    messages.warning(request, str(refusal))
    return redirect("meetings:answer_link", token)


def _link_page(request, token, invitation, mandate, form=None):
    context = {
        "token": token,
        "invitation": invitation,
        "meeting": invitation.meeting,
        "mandate": mandate,
        "agenda": invitation.meeting.agenda.all(),
        "at": changes.shown(invitation.meeting),
    }
    if form is not None:
        context |= asked(form, invitation)
    return render(request, "meetings/invitation_link.html", context)


def closed(request, reason, *, status, meeting=None, poll=None):
    """Why a link answers nothing, and where to look instead."""
    context = {"reason": reason, "meeting": meeting, "poll": poll}
    return render(request, "meetings/invitation_closed.html", context, status=status)
