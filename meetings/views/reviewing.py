"""Minutes to read, to send, to remark on, to confirm, to approve and to seal."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import formats, seals
from core.access import require
from core.errors import Refusal
from core.uploads import paper_response
from core.views import button, refusable
from meetings import actions, addenda, minutes_page, rules
from meetings import minutes_rules as policy
from meetings.forms.minutes import (
    AddendumForm,
    ApproveForm,
    ObjectionForm,
    RemarkForm,
    ReplyForm,
    SendForm,
    SignedCopyForm,
    TakeBackForm,
)
from meetings.models import Attendance
from meetings.views.minuting import meeting_of, minutes_of

USUAL_DAYS = 7  # for remarks


def own_minutes(request, pk):
    """The minutes of a meeting that the person sees; 404 where there are none."""
    minutes = minutes_of(meeting_of(request, pk))
    if minutes is None:
        raise Http404
    return minutes


# --- read ---------------------------------------------------------------------------------------


@login_not_required
@require_safe
def detail(request, pk):
    """State and words of the minutes; the text itself once the reader may read it."""
    return detail_page(request, own_minutes(request, pk))


def detail_page(request, minutes, *, status=200, **forms):
    """``forms`` are those that come back with mistakes, by name."""
    acting, meeting = request.acting, minutes.meeting
    reads = policy.reads_minutes(acting, minutes)
    insider = rules.takes_part(acting, meeting)
    record = minutes_page.shown_record(minutes) if reads else None
    can_remark = policy.can_remark(acting, minutes)
    sections = minutes_page.sections_of(minutes, record, with_remarks=insider) if reads else []
    kind, icon = minutes_page.LOOK[minutes.state]
    voices = [] if minutes.is_draft else minutes_page.voices_of(minutes, acting)
    context = {
        "meeting": meeting,
        "minutes": minutes,
        "reads": reads,
        "insider": insider,
        "shows_unsent": insider and not minutes.is_draft,
        "when": minutes_page.when_of(minutes),
        "record": record,
        **(minutes_page.words_of(record) if reads else {}),
        "sections": [
            (section, _remark_form(section, forms.get("remark")) if can_remark else None)
            for section in sections
        ],
        "label": capfirst(minutes.get_state_display()),
        "kind": kind,
        "icon": icon,
        "voices": voices,
        "confirmed": sum(voice.kind == "ok" for voice in voices),
        "can_confirm": policy.can_confirm_minutes(acting, minutes),
        "can_remark": can_remark,
        "fingerprint": seals.short(minutes.sha256) if minutes.sha256 else "",
        "addenda": [
            (shown, _objection_form(shown, forms.get("objection")))
            for shown in addenda.shown_on_page(minutes, acting)
        ],
        "signed_copies": minutes.signed_copies.all() if insider else [],
        **_management(acting, minutes, forms),
    }
    return render(request, "meetings/minutes_detail.html", context, status=status)


def _remark_form(section, sent_back):
    """The form of an item; the one that was sent back where it belongs."""
    if sent_back is not None and sent_back.data.get("item") == str(section.pk):
        return sent_back
    return RemarkForm(initial={"item": section.pk}, auto_id=f"catatan-{section.pk}-%s")


def _objection_form(shown, sent_back):
    """Of an addendum that waits for the reader's word; the one that was sent back at its own."""
    if not (shown.is_asked and shown.can_answer):
        return None
    number = shown.row.number
    if sent_back is not None and sent_back[0] == number:
        return sent_back[1]
    return ObjectionForm(initial={"sha256": shown.row.sha256}, auto_id=f"keberatan-{number}-%s")


def _management(acting, minutes, forms):
    """What those who lead the minutes can do next."""
    if not policy.leads_minutes(acting, minutes):
        writes = policy.can_write_minutes(acting, minutes.meeting, minutes)
        return {"leads": False, "can_write": writes}
    approve = policy.can_approve_at_sitting(acting, minutes)
    adds = policy.can_add_to_minutes(acting, minutes)
    take_back = policy.can_take_back_minutes(acting, minutes)
    return {
        "leads": True,
        "can_write": policy.can_write_minutes(acting, minutes.meeting, minutes),
        "can_send": policy.can_send_minutes(acting, minutes),
        "take_back_form": take_back and (forms.get("take_back") or TakeBackForm()),
        "approve": approve,
        "approve_form": approve
        and (
            forms.get("approve")
            or ApproveForm(sittings=policy.sittings_after(minutes), auto_id="sahkan-%s")
        ),
        "can_seal": policy.can_seal_minutes(acting, minutes),
        "can_reply": policy.can_reply(acting, minutes),
        "addendum_form": adds and (forms.get("addendum") or AddendumForm(auto_id="adendum-%s")),
        "signed_form": adds and (forms.get("signed") or SignedCopyForm(auto_id="berkas-%s")),
    }


# --- draft ready --------------------------------------------------------------------------------


@refusable
@require_http_methods(["GET", "POST"])
def check(request, pk):
    """Look at the draft, name who led and who wrote, and send it."""
    minutes = own_minutes(request, pk)
    verdict = policy.can_write_minutes(request.acting, minutes.meeting, minutes)
    if verdict.moved_on:
        raise Refusal(verdict.reason, back=minutes)
    require(verdict)
    initial = {name: getattr(minutes, name) for name in ("chair", "note_taker", "resource_persons")}
    here = formats.local(timezone.now(), minutes.meeting.zone).date()
    initial["until"] = here + timedelta(days=USUAL_DAYS)
    form = SendForm(
        request.POST or None,
        initial=initial,
        zone=minutes.meeting.zone,
        doubt=_doubt_about_chair(minutes.meeting),
    )
    if request.method == "POST" and form.is_valid():
        return _checked(request, minutes, dict(form.cleaned_data))
    record = minutes_page.shown_record(minutes)
    context = {
        "meeting": minutes.meeting,
        "minutes": minutes,
        "form": form,
        "record": record,
        **minutes_page.words_of(record),
        "can_send": policy.can_send_minutes(request.acting, minutes),
        "empty": [item["title"] for item in record["entries"] if not item["text"]],
    }
    return render(request, "meetings/minutes_check.html", context)


def _doubt_about_chair(meeting):
    """Told where the region that called has nobody on the list: somebody else must have led."""
    there = meeting.roll.confirmed().filter(state__in=Attendance.IN_PERSON)
    if not there.exists() or there.filter(region=meeting.organiser_id).exists():
        return ""
    text = _("Nobody of %(region)s is on the attendance list. Please check who led the meeting.")
    return text % {"region": meeting.organiser.full_name}


def _checked(request, minutes, facts):
    """Keep the names; with the button "send" ask everybody."""
    until = facts.pop("until")
    actions.name_leaders(minutes, by=request.acting, **facts)
    if request.POST.get("step") != "send":
        messages.success(request, _("Saved. Nothing was sent yet."))
        return redirect("meetings:minutes_check", minutes.meeting_id)
    actions.send_minutes(minutes, by=request.acting, review_until=until)
    messages.success(
        request, _("Sent. All invited regions get a mail; their answers appear on this page.")
    )
    return redirect(minutes)


# --- buttons ------------------------------------------------------------------------------------


@button
def confirm(request, pk):
    """The region's word for exactly the text that was shown."""
    minutes = own_minutes(request, pk)
    require(policy.can_confirm_minutes(request.acting, minutes))
    sha256 = request.POST.get("sha256", "")[:64]
    actions.confirm_minutes(minutes, by=request.acting, sha256=sha256)
    messages.success(request, _("Thank you. Your confirmation is recorded."))
    return redirect(minutes)


@button
def remark(request, pk):
    """A correction that the region wants."""
    minutes = own_minutes(request, pk)
    require(policy.can_remark(request.acting, minutes))
    number = request.POST.get("item", "")[:12]
    form = RemarkForm(request.POST, auto_id=f"catatan-{number}-%s")
    if not form.is_valid():
        return detail_page(request, minutes, remark=form)
    item = get_object_or_404(minutes.items, pk=form.cleaned_data["item"])
    actions.remark(item, by=request.acting, text=form.cleaned_data["text"])
    messages.success(request, _("Your remark is recorded; those who wrote the minutes see it."))
    return redirect(f"{minutes.get_absolute_url()}#butir-{item.pk}")


@button
def reply(request, pk, remark_pk):
    """How the remark was dealt with."""
    minutes = own_minutes(request, pk)
    require(policy.can_reply(request.acting, minutes))
    row = get_object_or_404(minutes.remarks, pk=remark_pk)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        raise Refusal(next(iter(form.errors.values()))[0], back=minutes)
    actions.reply_to(row, by=request.acting, text=form.cleaned_data["reply"])
    return redirect(f"{minutes.get_absolute_url()}#butir-{row.item_id}")


@button
def take_back(request, pk):
    """Back to the draft."""
    minutes = own_minutes(request, pk)
    require(policy.can_take_back_minutes(request.acting, minutes))
    form = TakeBackForm(request.POST)
    if not form.is_valid():
        return detail_page(request, minutes, take_back=form)
    actions.take_back_minutes(minutes, by=request.acting, reason=form.cleaned_data["reason"])
    messages.success(request, _("The minutes are a draft again. Correct them and send them anew."))
    return redirect("meetings:minuting", pk)


@button
def approve(request, pk):
    """Approved at a later sitting."""
    minutes = own_minutes(request, pk)
    require(policy.can_approve_at_sitting(request.acting, minutes))
    form = ApproveForm(request.POST, sittings=policy.sittings_after(minutes), auto_id="sahkan-%s")
    if not form.is_valid():
        return detail_page(request, minutes, approve=form)
    actions.approve_at_sitting(minutes, by=request.acting, sitting=form.cleaned_data["sitting"])
    messages.success(request, _("Approved. The minutes can be sealed now."))
    return redirect(minutes)


@button
def seal(request, pk):
    """Closed for good."""
    minutes = own_minutes(request, pk)
    require(policy.can_seal_minutes(request.acting, minutes))
    actions.seal_minutes(minutes, by=request.acting)
    messages.success(request, _("Sealed. From now on only an addendum can be added."))
    return redirect(minutes)


@button
def add(request, pk):
    """An addendum."""
    minutes = own_minutes(request, pk)
    require(policy.can_add_to_minutes(request.acting, minutes))
    form = AddendumForm(request.POST, auto_id="adendum-%s")
    if not form.is_valid():
        return detail_page(request, minutes, addendum=form)
    actions.add_addendum(minutes, by=request.acting, text=form.cleaned_data["text"])
    messages.success(
        request, _("The addendum is sealed. All invited regions are asked by mail to confirm it.")
    )
    return redirect(f"{minutes.get_absolute_url()}#adendum")


@button
def upload(request, pk):
    """The signed paper."""
    minutes = own_minutes(request, pk)
    require(policy.can_add_to_minutes(request.acting, minutes))
    form = SignedCopyForm(request.POST, request.FILES, auto_id="berkas-%s")
    if not form.is_valid():
        return detail_page(request, minutes, signed=form)
    actions.keep_signed_copy(minutes, by=request.acting, file=form.cleaned_data["file"])
    messages.success(request, _("The signed paper is kept with its fingerprint."))
    return redirect(f"{minutes.get_absolute_url()}#berkas")


@require_safe
def signed_copy(request, pk, copy_pk):
    """The scan, for those who take part: it carries signatures."""
    minutes = own_minutes(request, pk)
    if not rules.takes_part(request.acting, minutes.meeting):
        raise Http404
    row = get_object_or_404(minutes.signed_copies, pk=copy_pk)
    return paper_response(row.file, f"berita-acara-{pk}-bertanda-tangan")
