"""The noticeboard of planned rules: the list, the page of one, its versions and its files; open to
all once it is announced."""

from dataclasses import dataclass
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from agreements import noticeboard, noticeboard_exports
from agreements import noticeboard_rules as rules
from agreements.models import Affected, PlannedRule, RuleComment
from agreements.noticeboard_filters import CHIPS, find
from agreements.overlaps import overlaps_of
from agreements.views.reading import chips_of
from core import formats
from core.downloads import data_of, limited, require_known, table_response
from core.errors import Refusal
from core.formats import day_in
from core.paging import CappedPaginator
from core.uploads import paper_response
from core.views import asking_again, refusable, trail_for

COMMENTS_A_PAGE = 20
VERSIONS_SHOWN = 20


@dataclass(frozen=True)
class Line:
    """One planned rule of the list, ready to show: ``asked`` regions, of which ``spoken`` have said
    something."""

    planned: PlannedRule
    standing: noticeboard.Standing
    sectors: str
    asked: int
    spoken: int


@method_decorator(login_not_required, name="dispatch")
class Board(ListView):
    """Newest first; chips for where they stand, and all that the filters narrow by."""

    template_name = "agreements/plannedrule_list.html"
    paginator_class = CappedPaginator
    paginate_by = 20

    def get_queryset(self):
        self.finding = find(self.request)
        return self.finding.found.select_related("region").defer("text", "why")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        finding, query = self.finding, self.request.GET.copy()
        query.pop("page", None)
        acting = getattr(self.request, "acting", None)
        return context | {
            "form": finding.form,
            "chips": chips_of(finding, CHIPS),
            "chip": finding.chip,
            "region": finding.form.region,
            "lines": _lines(context["object_list"], finding.today),
            "narrowing": finding.form.narrowing(),
            "is_narrowed": finding.is_narrowed,
            "query": query.urlencode(),
            "most": noticeboard_exports.MOST,
            "can_plan": rules.can_plan(acting),
        }


def _lines(rules_, today):
    keys = [each.pk for each in rules_]
    asked = Affected.objects.filter(planned__in=keys).order_by()
    said = RuleComment.objects.filter(planned__in=keys, is_affected=True).order_by()
    counted = dict(asked.values_list("planned").annotate(Count("pk")))
    spoken = dict(said.values_list("planned").annotate(Count("region", distinct=True)))
    return [
        Line(
            planned=each,
            standing=noticeboard.standing_of(each, today),
            sectors=", ".join(each.sector_labels),
            asked=counted.get(each.pk, 0),
            spoken=spoken.get(each.pk, 0),
        )
        for each in rules_
    ]


def visible(request, code):
    """The planned rule of this address, if the person may see it."""
    rows = PlannedRule.objects.visible_to(request.user).with_subject()
    return get_object_or_404(rows, code=code.upper())


def of_rule(view):
    """A view of one planned rule, 404 for strangers; a ``Refusal`` leads back to its page."""

    view = asking_again(view)

    @wraps(view)
    def shown(request, code, **kwargs):
        planned = visible(request, code)
        try:
            return view(request, planned, **kwargs)
        except Refusal as refusal:
            messages.warning(request, str(refusal))
            return redirect(planned)

    return shown


@login_not_required
@require_safe
@of_rule
def detail(request, planned):
    """All about one: what is planned, what it meets, who was asked, who has said what."""
    acting, today = getattr(request, "acting", None), day_in(planned.region_id)
    others = request.GET.get("dari") == "lain"
    comments = noticeboard.comments_of(planned, affected=not others)
    page = CappedPaginator(comments, COMMENTS_A_PAGE).get_page(request.GET.get("page"))
    ways = ways_on(acting, planned)
    context = {
        "planned": planned,
        "standing": noticeboard.standing_of(planned, today),
        "area": noticeboard.regions_named(planned.area_codes),
        "overlaps": overlaps_of(planned),
        "asked": noticeboard.asked_of(planned),
        "page_obj": page,
        "comments": _comments(page, acting, planned),
        "others": others,
        "counts": _counts(planned),
        "versions": list(planned.versions.defer("text", "why")[:VERSIONS_SHOWN]),
        "outcome": planned.outcomes.order_by("pk").last() if planned.outcome else None,
        "trail": trail_for(request, planned),
        "has_commented": ways["can_comment"] and _has_commented(acting, planned),
        **ways,
    }
    return render(request, "agreements/plannedrule_detail.html", context)


def _has_commented(acting, planned):
    return planned.comments.filter(region=acting.region_id).exists()


@dataclass(frozen=True)
class Comment:
    """A comment with the reply that counts, and whether the reader may correct it."""

    comment: RuleComment
    reply: object
    is_corrected: bool
    can_correct: bool


def _comments(page, acting, planned):
    can_comment = bool(rules.can_comment(acting, planned))
    return [
        Comment(
            comment=each,
            reply=next(iter(reversed(each.replies.all())), None),
            is_corrected=(corrected := hasattr(each, "corrected_by")),
            can_correct=can_comment and not corrected and each.region_id == acting.region_id,
        )
        for each in page
    ]


def _counts(planned):
    """How many comments there are of those asked, and of others."""
    return planned.comments.aggregate(
        asked=Count("pk", filter=Q(is_affected=True)),
        others=Count("pk", filter=Q(is_affected=False)),
    )


def ways_on(acting, planned):
    """What this person can do next, as verdicts."""
    return {
        "can_write": rules.can_write(acting, planned),
        "can_announce": rules.can_announce(acting, planned),
        "can_comment": rules.can_comment(acting, planned),
        "can_reply": rules.can_reply(acting, planned),
        "can_decide": rules.can_decide(acting, planned),
    }


@login_not_required
@require_safe
@of_rule
def version(request, planned, number):
    """The words as they were announced under a number."""
    row = get_object_or_404(planned.versions.all(), number=number)
    context = {
        "planned": planned,
        "version": row,
        "area": noticeboard.regions_named(row.area_codes),
        "named": noticeboard.regions_named(row.named_codes),
    }
    return render(request, "agreements/plannedrule_version.html", context)


@login_not_required
@require_safe
@of_rule
def file(request, planned, number):
    """The draft text of a version; 0 is that of the draft, for its writers."""
    row = planned.versions.filter(number=number).first() if number else planned
    if row is None or not row.file:
        raise Http404
    return paper_response(row.file, f"rencana-aturan-{planned.code}-{number}")


@login_not_required
@refusable
@require_safe
def table(request, ending):
    """All planned rules that fit, not the first page only, as CSV or XLSX."""
    require_known(ending)
    limited(request, "agreements.board", times=20, home="noticeboard:list")
    finding, now = find(request), timezone.now()
    rows = noticeboard_exports.rows_of(finding.found, finding.today, now)
    return table_response(
        noticeboard_exports.COLUMNS, rows, ending,
        title=_("Planned rules"), name="rencana-aturan", note=_note(finding.found, now), moment=now,
    )  # fmt: skip


def _note(found, now):
    """Data of Sunday …; and that there are more, where there are."""
    words = data_of(now)
    if noticeboard_exports.is_cut(found):
        words += " " + _(
            "Only the first %(most)s planned rules; narrow your search for the others."
        ) % {"most": formats.number(noticeboard_exports.MOST)}
    return words


@login_not_required
@require_safe
def dictionary(request):
    """What each column of the files means."""
    page = {"columns": noticeboard_exports.COLUMNS, "most": noticeboard_exports.MOST}
    return render(request, "agreements/plannedrule_columns.html", page)
