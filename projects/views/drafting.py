"""Writing a proposal: five short pages, the check of the answers, and sending it."""

import uuid
from datetime import timedelta

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.access import require
from core.errors import Refusal
from core.formats import rupiah
from core.limits import limit
from core.views import button, refusable
from projects import actions, kinds, pages, rules
from projects.adjusting import named, unheard_of, would_be_asked
from projects.cards import SECTOR_ICONS
from projects.changing import requests_to, typed_for_change, unanswered_of
from projects.fits import plans_itself
from projects.forms import FORMS, judge
from projects.models import Draft, Project
from projects.people import heads_of
from projects.sheets import Line, compare, sections_of, sheet, words_of
from projects.similar import similar_to
from projects.views.typed import shown_again
from villages.models.profile import Sector

HOUR = 3600
S = Project.State
BEGUN = "projects_begun"  # in the session: the number of the first form of the last new draft
TEMPLATES = {pages.COST: "draft_rows", pages.SCHEDULE: "draft_plan", pages.AIM: "draft_aim"}


def draft_or_404(request, code):
    """The draft of a project that the person sees and may write; a Refusal where there is none."""
    visible = Project.objects.visible_to(request.user).select_related(
        "lead__parent", "current", "pending"
    )
    project = get_object_or_404(visible, code=code)
    require(rules.can_write(request.acting, project))
    draft = Draft.objects.select_related("saved_by__user").filter(project=project).first()
    if draft is None:
        raise Refusal(_("There is no draft. It has been sent or thrown away."), back=project)
    draft.project = project
    return draft


def read_page(request, draft, form_class, slug):
    """The form of a page: what was sent, or what was kept (judged when coming from the check)."""
    project = draft.project
    if request.method == "POST":
        return form_class(request.POST, project=project)
    typed = draft.typed(slug)
    if typed and "periksa" in request.GET:
        return form_class(typed, project=project)
    written = kinds.typed(draft.typed(pages.AIM.slug).get("kind"), slug)
    return form_class.shown(typed or written, project=project)


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
def propose(request):
    """The first page of a new proposal. A draft begins when it is sent, not when it is opened."""
    require(rules.can_propose(request.acting))
    first, project = pages.AIM, Project(lead=request.acting.region)
    form_class = FORMS[first.slug]
    if request.method != "POST":
        token = _number(request.GET.get("baru"))
        if begun := _begun_here(request, token):
            address = reverse("projects:page", args=[begun.project.code, first.slug])
            return redirect(f"{address}?lanjut")
        written = kinds.typed(request.GET.get("jenis"), first.slug)
        form = form_class.shown(written, project=project)
        return _show(request, None, first, form, token=token or uuid.uuid4())
    typed = form_class.typed_in(request.POST)
    if not any(value.strip() for name in typed if name != "kind" for value in typed[name]):
        form = form_class(request.POST, project=project)
        return _show(request, None, first, form, token=_token(request))
    limit("projects.draft", request.user.pk, times=30, seconds=HOUR)
    draft = actions.begin(by=request.acting, token=_token(request))
    request.session[BEGUN] = str(draft.token)
    return _keep(request, draft, first, form_class(request.POST, project=draft.project))


def _begun_here(request, token):
    """The draft of this form, not sent yet: who goes back goes on with it.

    Without the number of a form it is the one last begun in this browser.
    """
    token = token or _number(request.session.get(BEGUN))
    drafts = Draft.objects.filter(begun_by=request.acting, project__current=None)
    return drafts.filter(token=token).select_related("project").first() if token else None


def _token(request):
    """The number of the first form; a new one where it was tampered with."""
    return _number(request.POST.get("token")) or uuid.uuid4()


def _number(text):
    """The number of a form as it came; None where there is none or it cannot be read."""
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
def page(request, code, page):
    """One page of a draft."""
    try:
        return _page(request, code, page)
    except (Http404, Refusal):
        if lines := _typed_lines(request, page):
            words = {
                "title": _("This draft is gone"),
                "reason": _("It was sent or thrown away since you opened this page."),
            }
            return shown_again(request, lines, template="draft_gone", **words)
        raise


def _page(request, code, page):
    draft = draft_or_404(request, code)
    step, _place = pages.step_of(draft.project, page)
    if step is None:
        raise Http404
    form = read_page(request, draft, FORMS[page], page)
    if request.method == "POST":
        return _keep(request, draft, step, form)
    return _show(request, draft, step, form)


def _typed_lines(request, page):
    """What somebody has typed on a page whose draft is gone, by label, so that it is not lost."""
    if request.method != "POST" or page not in FORMS:
        return []
    fields, typed = FORMS[page].base_fields, FORMS[page].typed_in(request.POST)
    return [
        (fields[name].label if name in fields else "", "\n".join(filter(None, values)))
        for name, values in typed.items()
        if name in request.POST and any(values)
    ]


def _keep(request, draft, step, form):
    """Keep what was typed, whether right or not; then go on, or show what is wrong."""
    typed = form.typed_in(request.POST)
    mark = request.POST.get("mark") or draft.mark(step.slug)
    title = typed.get("title", [""])[0][:150] if step is pages.AIM else None
    try:
        draft = actions.save_page(
            draft, step.slug, typed, by=request.acting, mark=mark, title=title
        )
    except actions.Conflict as conflict:
        return _show(request, draft, step, form, conflict=str(conflict))
    if not form.is_complaining:
        return _show_again(request, draft, step, form)
    if "simpan" in request.POST:
        messages.success(request, _("The draft is kept. You can go on at any time."))
        return redirect("start")
    if not form.is_valid():
        return _show(request, draft, step, form)
    return redirect(next_of(request, draft, step))


def _show_again(request, draft, step, form):
    """After a search the same page with what was found; after a change of rows the new rows."""
    if step is pages.PARTNERS:
        return _show(request, draft, step, form)
    address = reverse("projects:page", args=[draft.project.code, step.slug])
    return redirect(f"{address}#baris")


def next_of(request, draft, step):
    """The following page, or the check of the answers if the person came from there; after the
    first one what is similar, if anything is."""
    project = draft.project
    following = pages.after(project, step.slug)
    if following is None or project.current_id or "periksa" in request.GET:
        return reverse("projects:check", args=[project.code])
    if step is pages.AIM and similar_projects(draft):
        return reverse("projects:similar", args=[project.code])
    return reverse("projects:page", args=[project.code, following.slug])


def similar_projects(draft):
    """Projects like the one of the draft, by its first page as it is kept."""
    typed = draft.typed(pages.AIM.slug)
    sectors = [value for value in typed.getlist("sectors") if value in Sector]
    return similar_to(draft.project, title=typed.get("title", ""), sectors=sectors)


@require_safe
@refusable
def similar(request, code):
    """After the first page: what exists already; one looks at it, or goes on."""
    draft = draft_or_404(request, code)
    context = {
        "project": draft.project,
        "similar": similar_projects(draft),
        "following": pages.PARTNERS,
        "total": len(pages.pages_of(draft.project)) + 1,
    }
    return render(request, "projects/draft_similar.html", context)


def _show(request, draft, step, form, *, token=None, conflict=""):
    """Draw a page of a draft; of a new proposal where there is no draft yet."""
    project = draft.project if draft else form.project
    context = frame_of(request, project, step) | {
        "form": form,
        "draft": draft,
        "mark": draft.mark(step.slug) if draft else "",
        "token": token,
        "another": uuid.uuid4(),
        "conflict": conflict,
        "kept": _kept_lines(draft, step) if conflict else [],
    }
    if step is pages.AIM:
        context |= {"kind": form.kind, "kinds": [] if draft or form.is_bound else _kinds()}
    template = TEMPLATES.get(step, "draft_page")
    return render(request, f"projects/{template}.html", context)


def _kinds():
    """The templates to choose from, each with the icon of its sector."""
    return [(kind, SECTOR_ICONS[kind.sector]) for kind in kinds.KINDS]


def frame_of(request, project, step):
    """What all pages of a draft show around their form."""
    steps = pages.pages_of(project)
    place = steps.index(step) + 1
    return {
        "project": project,
        "step": step,
        "place": place,
        "total": len(steps) + 1,
        "back": steps[place - 2] if place > 1 else None,
        "checking": bool(project.current_id) or "periksa" in request.GET,
    }


def _kept_lines(draft, step):
    """What was written on the page in the meantime; what is not right yet, as it was typed."""
    typed = draft.typed(step.slug)
    form = FORMS[step.slug](typed, project=draft.project)
    form.is_valid()
    wrong = [name for name in form.errors if name in form.fields and typed.get(name)]
    lines = [line for line in sheet(form.cleaned_data) if line.text]
    return lines + [Line(name, form.fields[name].label, step.slug, typed[name]) for name in wrong]


@require_safe
@refusable
def check(request, code):
    """All answers before they are sent; of a changed proposal, what differs."""
    draft = draft_or_404(request, code)
    project, judged = draft.project, judge(draft)
    lines, partners = sheet(judged.shown), judged.words.get("partners", [])
    by_page = [
        {
            "page": step,
            "lines": [line for line in lines if line.page == step.slug],
            "mistakes": judged.forms[step.slug].errors if step.slug in judged.forms else {},
        }
        for step in sorted(pages.pages_of(project), key=lambda step: step is not pages.NOTE)
    ]
    changes = compare(words_of(project.current), judged.shown) if project.current_id else []
    context = {
        "draft": draft,
        "project": project,
        "parts": by_page,
        "is_complete": judged.is_complete,
        "changes": sections_of(changes, requests_to(project.asked)),
        "unanswered": unanswered_of(project),
        "same": bool(project.current_id) and _says_nothing_new(project, judged.shown),
        "headless": [region for region, head in heads_of(partners) if head is None],
        "partner_count": len(partners),
        "asked": named(would_be_asked(project, judged.words, request.acting)),
        "doubts": doubts_of(judged.words, project),
        "total": len(by_page) + 1,
    }
    return render(request, "projects/draft_check.html", context)


def _says_nothing_new(project, words):
    """The same as the version in force, or as the amendment that is under deliberation."""
    known = [project.current, project.pending] if project.pending else [project.current]
    return any(not compare(words_of(version), words) for version in known)


def doubts_of(words, project):
    """What is possible but looks like a slip; told before the proposal goes out. That running work
    has begun already is no doubt."""
    doubts, lead = [], project.lead
    promised = sum(each["amount"] for each in words.get("contributions", []))
    if words.get("cost") and promised > words["cost"]:
        doubts.append(
            _("The contributions, %(promised)s, are more than the cost, %(cost)s.")
            % {"promised": rupiah(promised), "cost": rupiah(words["cost"])}
        )
    if words.get("cost") == 0:
        doubts.append(_("The rough cost is Rp0, so no funds are sought for this project."))
    answer_by, starts_on = words.get("answer_by"), words.get("starts_on")
    has_begun = project.state == S.RUNNING and starts_on == project.current.starts_on
    if answer_by and starts_on and answer_by > starts_on and not has_begun:
        doubts.append(_("The work begins before the day until which you want the answers."))
    said = {fit["region"].pk for fit in words.get("fits", [])}
    if "fits" in words and plans_itself(lead) and lead.pk not in said:
        doubts.append(
            _("You have not said yet whether the plans of %(lead)s name this project.")
            % {"lead": lead.full_name}
        )
    return doubts


@button
def send(request, code):
    """Put the checked draft before the partners; of two clicks both see the sent project."""
    try:
        return _send(request, code)
    except Refusal:
        if sent := _just_sent(request, code):
            messages.success(request, _told(sent))
            return redirect(sent)
        raise


def _just_sent(request, code):
    """The project, if its draft is gone because the same person has sent it moments ago."""
    moments_ago = timezone.now() - timedelta(minutes=2)
    return (
        Project.objects.visible_to(request.user)
        .select_related("current", "pending")
        .filter(
            Q(current__made_by=request.acting, current__made_at__gte=moments_ago)
            | Q(pending__made_by=request.acting, pending__made_at__gte=moments_ago),
            code=code,
            draft=None,
        )
        .first()
    )


def _send(request, code):
    draft = draft_or_404(request, code)
    judged = judge(draft)
    project = draft.project
    if request.POST.get("revision") != str(draft.revision):
        raise Refusal(_("The draft has changed since you checked it. Please check it again."))
    if not judged.is_complete:
        raise Refusal(_("Some answers are missing or wrong. Please complete them first."))
    if project.current_id and _says_nothing_new(project, judged.shown):
        raise Refusal(_("Nothing has changed. The partners need not be asked again."))
    limit("projects.propose", request.user.pk, times=30, seconds=HOUR)
    actions.propose(draft, by=request.acting, **judged.words)
    messages.success(request, _told(project))
    return redirect(project)


def _told(project):
    """Names the regions whose heads have to answer, that of the lead among them."""
    project = Project.objects.prefetch_related("partnerships__region").get(pk=project.pk)
    waiting = unheard_of(project)
    if not waiting:
        return _("Sent, and answered by all.")
    text = _("Sent. An answer is asked of: %(regions)s. We will tell you when they answer.")
    return text % {"regions": named(waiting)}


@button
def change(request, code):
    """Begin a changed version from the current one, or go on with it."""
    visible = Project.objects.visible_to(request.user).select_related("lead", "current", "pending")
    project = get_object_or_404(visible, code=code)
    require(rules.can_write(request.acting, project))
    if project.current:
        actions.begin_change(project, typed_for_change(project), by=request.acting)
    return redirect("projects:check", project.code)


@button
def discard(request, code):
    """Throw the draft away."""
    draft = draft_or_404(request, code)
    actions.discard(draft, by=request.acting)
    messages.success(request, _("The draft has been thrown away."))
    return redirect(draft.project if draft.project.current_id else "projects:list")
