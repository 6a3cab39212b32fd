"""A draft clause by clause: read by all who are involved, written by those who drafted it."""

from dataclasses import dataclass
from functools import wraps

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements import actions, annexes, comparing, kinds, obligations, rules, wording
from agreements.forms import AddForm, ClauseForm, RemarkForm, ReplyForm
from agreements.models import Clause, Remark
from agreements.models.clause import lacking
from agreements.views.reading import of_agreement, visible
from core.access import require, require_right
from core.differences import pieces
from core.errors import Refusal
from core.limits import limit
from core.text import whole_number
from projects.views.typed import is_to_be_done, keeping

OPEN_PROPOSAL = ~Q(remarks__words="") & Q(remarks__isnull=False, remarks__reply=None)


@dataclass(frozen=True)
class Row:
    """A clause of the list: its number, what is still to be filled in, what was said to it.

    ``above`` is the clause before it in its part, or None.
    """

    clause: Clause
    label: str
    gap: bool
    above: int | None


@dataclass(frozen=True)
class Said:
    """A remark of the page; ``woven`` shows proposed words against those that stand now."""

    remark: Remark
    woven: list
    form: ReplyForm | None


def _rows(agreement):
    """The clauses with their numbers and counts of remarks; one query."""
    clauses = list(
        agreement.clauses.filter(removed=False)
        .annotate(
            said=Count("remarks", distinct=True),
            proposed=Count("remarks", filter=OPEN_PROPOSAL, distinct=True),
        )
        .order_by("part", "position", "pk")  # what is grouped has no order of its own
    )
    chapters = kinds.KINDS[agreement.kind].chapters
    labels = wording.numbered([clause.passage for clause in clauses], chapters=chapters)
    rows, above = [], None
    for clause, piece in zip(clauses, labels, strict=True):
        same = above is not None and above.part == clause.part
        gap = not clause.text or bool(wording.unfilled(clause.text))
        rows.append(Row(clause, piece.label, gap, above.pk if same else None))
        above = clause
    return rows


def _involved(request, agreement):
    """What is talked about between the parties is nobody else's."""
    if not agreement.by_clauses or not rules.is_involved(request.acting, agreement):
        raise Http404


@require_safe
@of_agreement
def clauses(request, agreement):
    """All clauses: numbers, gaps, remarks; what is lacking before it can be opened."""
    _involved(request, agreement)
    acting = request.acting
    can_write = rules.can_write_clauses(acting, agreement)
    context = {
        "agreement": agreement,
        "rows": _rows(agreement),
        "annexes": annexes.rows_of(agreement),
        "can_write": can_write,
        "can_share": rules.can_share(acting, agreement),
        "can_rework": rules.can_rework(acting, agreement),
        "can_remark": rules.can_remark(acting, agreement),
        "lacks": rules.lacks(agreement) if can_write else [],
        "left_out": obligations.left_out(agreement) if can_write else [],
    }
    return render(request, "agreements/clause_list.html", context)


def _clause_or_404(request, agreement, pk):
    _involved(request, agreement)
    return get_object_or_404(agreement.clauses, pk=pk)


def of_clause(view):
    """A view of one clause: 404 for strangers; one that is left out leads to those that stand."""

    @wraps(view)
    def shown(request, agreement, pk):
        clause = _clause_or_404(request, agreement, pk)
        if clause.removed:
            raise Refusal(
                _("This clause has been left out in the meantime."),
                back=resolve_url("agreements:clauses", agreement.code),
            )
        return view(request, agreement, clause)

    return shown


@require_http_methods(["GET", "HEAD", "POST"])
@of_agreement
@keeping(ClauseForm)
@of_clause
def clause(request, agreement, clause):
    """One clause with what was said to it; its words are written here."""
    if request.method != "POST":
        return _page(request, agreement, clause)
    form = ClauseForm(request.POST, clause=clause)
    if is_to_be_done(form, rules.can_write_clauses(request.acting, agreement)):
        try:
            actions.write_clause(agreement, clause.pk, by=request.acting, **form.cleaned_data)
        except actions.Changed:
            clause = _clause_or_404(request, agreement, clause.pk)
            form.look_anew(clause)
            woven = pieces(clause.text, form.cleaned_data["text"])
            return _page(request, agreement, clause, form=form, conflict=woven)
        except actions.TooMuch as refusal:
            form.add_error("text", str(refusal))
            return _page(request, agreement, clause, form=form)
        messages.success(request, _("Saved."))
        return redirect("agreements:clauses", agreement.code)
    return _page(request, agreement, clause, form=form)


def _page(request, agreement, clause, *, form=None, talk=None, reply=None, conflict=None):
    acting = request.acting
    can_answer = rules.can_answer(acting, agreement)
    rows, said = _rows(agreement), _said(clause, can_answer, reply)
    context = {
        "agreement": agreement,
        "clause": clause,
        "row": next((row for row in rows if row.clause.pk == clause.pk), None),
        "can_write": rules.can_write_clauses(acting, agreement),
        "can_answer": can_answer,
        "can_remark": rules.can_remark(acting, agreement),
        "form": form or ClauseForm(clause=clause),
        "talk": talk or RemarkForm(clause=clause),
        "said": said,
        "has_woven": any(each.woven for each in said),
        "conflict": conflict,
    }
    return render(request, "agreements/clause_detail.html", context)


def _said(clause, can_answer, reply):
    """The remarks; each open proposal with a form of its own for those who answer, and the one
    that was sent and not accepted."""
    said = []
    for remark in clause.remarks.select_related("region", "reply"):
        is_open = bool(remark.words) and not hasattr(remark, "reply")
        form = None
        if reply is not None and reply.prefix == f"jawab-{remark.pk}":
            form = reply
        elif is_open and can_answer:
            form = _reply_form(remark.pk, initial={"seen": clause.revision})
        woven = pieces(clause.text, remark.words) if is_open else []
        said.append(Said(remark, woven, form))
    return said


def _reply_form(pk, data=None, **kwargs):
    return ReplyForm(data, prefix=f"jawab-{pk}", **kwargs)


@require_POST
@of_agreement
@keeping(RemarkForm)
@of_clause
def remark(request, agreement, clause):
    """Say something to a clause."""
    form = RemarkForm(request.POST, clause=clause)
    if not is_to_be_done(form, rules.can_remark(request.acting, agreement)):
        return _page(request, agreement, clause, talk=form)
    limit("agreements.remark", request.user.pk, times=60, seconds=3600)
    try:
        actions.remark(agreement, clause.pk, by=request.acting, **form.cleaned_data)
    except actions.NotSaid as refusal:
        form.add_error(None, str(refusal))
        return _page(request, agreement, clause, talk=form)
    messages.success(request, _("Your remark has been told to those who draft the text."))
    return redirect("agreements:clause", agreement.code, clause.pk)


@require_POST
@of_agreement
def reply(request, agreement, pk):
    """Take proposed words over, or say why not."""
    _involved(request, agreement)
    remarks = Remark.objects.filter(clause__agreement=agreement).exclude(words="")
    said = get_object_or_404(remarks.select_related("clause"), pk=pk)
    require_right(rules.can_answer(request.acting, agreement))
    form = _reply_form(pk, request.POST)
    if not form.is_valid():
        return _page(request, agreement, said.clause, reply=form)
    try:
        given = actions.reply(agreement, pk, by=request.acting, **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        said.clause.refresh_from_db()
        form.look_anew(said.clause)
        return _page(request, visible(request, agreement.code), said.clause, reply=form)
    messages.success(
        request, _("Taken over into the clause.") if given.accepted else _("Answered.")
    )
    return redirect("agreements:clause", agreement.code, said.clause_id)


@require_http_methods(["GET", "HEAD", "POST"])
@of_agreement
@keeping(AddForm)
def add(request, agreement):
    """One more clause at the end of its part."""
    require(rules.can_write_clauses(request.acting, agreement))
    missing = lacking(agreement.clauses.filter(removed=False))
    form = AddForm(request.POST if request.method == "POST" else None, lacking=missing)
    if form.is_valid():
        try:
            actions.add_clause(agreement, by=request.acting, **form.cleaned_data)
        except actions.TooMuch as refusal:
            form.add_error("text", str(refusal))
        except actions.MatterTaken as refusal:
            form.add_error("matter", str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("agreements:clauses", agreement.code)
    context = {"agreement": agreement, "form": form}
    return render(request, "agreements/clause_form.html", context)


@require_POST
@of_agreement
def remove(request, agreement, pk):
    """Leave a clause out."""
    clause = _clause_or_404(request, agreement, pk)
    actions.remove_clause(agreement, clause.pk, by=request.acting)
    messages.success(request, _("The clause is left out."))
    return redirect("agreements:clauses", agreement.code)


@require_POST
@of_agreement
@of_clause
def move(request, agreement, clause):
    """One place up."""
    seen = whole_number(request.POST.get("above", ""))
    actions.move_clause(agreement, clause.pk, by=request.acting, seen=seen)
    return redirect("agreements:clauses", agreement.code)


@require_POST
@of_agreement
def share(request, agreement):
    """Show the draft to the parties."""
    actions.share(agreement, by=request.acting)
    messages.success(request, _("The parties have been told; they can read it and remark on it."))
    return redirect("agreements:clauses", agreement.code)


@require_POST
@of_agreement
def rework(request, agreement):
    """Take an open text back."""
    actions.rework(agreement, by=request.acting)
    messages.success(
        request, _("Taken back. Change the clauses, then open the next version for approval.")
    )
    return redirect("agreements:clauses", agreement.code)


@require_safe
@of_agreement
def version(request, agreement, number):
    """What a version has changed of the one before, or of another (``?dari=``)."""
    if not rules.is_involved(request.acting, agreement):
        raise Http404
    other = request.GET.get("dari", "")
    earlier = int(other) if other.isascii() and other.isdecimal() and len(other) < 5 else number - 1
    versions = {
        each.number: each for each in agreement.versions.filter(number__in=[earlier, number])
    }
    if number not in versions or earlier not in versions or earlier == number:
        raise Http404
    before, after = versions[earlier], versions[number]
    chapters = kinds.KINDS[agreement.kind].chapters
    context = {
        "agreement": agreement,
        "before": before,
        "after": after,
        "annexes": annexes.rows_of(agreement, after),
        "changes": comparing.changes(before, after, chapters=chapters),
    }
    return render(request, "agreements/version_detail.html", context)
