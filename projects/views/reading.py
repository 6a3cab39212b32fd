"""The list of projects, a project's page, and its versions: open to everybody."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Prefetch, prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from core.paging import CappedPaginator
from core.views import trail_for
from projects import rules
from projects.cards import cards_of, sector_badges, state_badge, steps_of
from projects.filters import FilterForm
from projects.models import Consent, Contribution, Milestone, Project, Version
from projects.page import box_of, money_of, seats_of
from projects.progress import progress_of
from projects.sheets import compare, sheet, words_of
from projects.stages import STAGE_OF, Stage, place_of, states_of, step_at_work


@method_decorator(login_not_required, name="dispatch")
class ProjectList(ListView):
    """Search and filters over all that the reader may see; chips with counts by stage."""

    template_name = "projects/project_list.html"
    paginate_by = 20
    paginator_class = CappedPaginator

    def get_queryset(self):
        self.form = FilterForm(self.request.GET)
        self.narrowed = self.form.narrow(Project.objects.visible_to(self.request.user))
        self.stage = self.form.chosen("tahap")
        found = self.narrowed
        if self.stage:
            found = found.filter(state__in=states_of(self.stage))
        return found

    def paginate_queryset(self, queryset, page_size):
        """A page that does not exist is the nearest one that does."""
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list.with_words(), page.has_other_pages()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "form": self.form,
            "cards": cards_of(context["object_list"]),
            "chips": self._chips(),
            "stage": self.stage,
            "region": self.form.region,
            "narrowing": self.form.narrowing(),
            "can_propose": rules.can_propose(self.request.acting),
        }

    def _chips(self):
        """Each stage with how many there are; those without any are left out."""
        counts = dict(self.narrowed.order_by().values_list("state").annotate(number=Count("pk")))
        by_stage = {}
        for state, number in counts.items():
            by_stage[STAGE_OF[state]] = by_stage.get(STAGE_OF[state], 0) + number
        chips = [("", _("All"), sum(counts.values()))]
        chips += [
            (stage.value, stage.label, by_stage.get(stage, 0))
            for stage in Stage
            if stage in by_stage or stage == self.stage
        ]
        return chips


def rows_for_page(user):
    """Projects that the user sees, with all that their page shows, in a constant number of queries."""
    consents = Consent.objects.select_related("region")
    contributions = Contribution.objects.select_related("region")
    versions = Version.objects.select_related("made_by__user").defer("problem", "aim", "timetable")
    return (
        Project.objects.visible_to(user)
        .select_related("lead__parent", "current__made_by__user", "draft")
        .prefetch_related(
            "partnerships__region",
            Prefetch("current__consents", consents),
            Prefetch("current__contributions", contributions),
            Prefetch("versions", versions),
        )
    )


@method_decorator(login_not_required, name="dispatch")
class ProjectDetail(DetailView):
    """Everything about a project; above all what waits for the reader's region."""

    slug_field = slug_url_kwarg = "code"

    def get_queryset(self):
        return rows_for_page(self.request.user)

    def get_template_names(self):
        name = "detail" if self.object.current else "unsent"
        return [f"projects/project_{name}.html"]

    def get_context_data(self, **kwargs):
        project, acting = self.object, self.request.acting
        shared = {
            "trail": trail_for(self.request, project),
            "state": state_badge(project),
            "sectors": sector_badges(project),
            "can_write": rules.can_write(acting, project),
        }
        if not project.current:
            return super().get_context_data(**kwargs) | shared
        return super().get_context_data(**kwargs) | shared | self._page(project, acting)

    def _page(self, project, acting):
        user, version = self.request.user, project.current
        if project.agreed_at:  # before that nobody has set any
            owned = Milestone.objects.select_related("owner")
            prefetch_related_objects([project], Prefetch("milestones", owned))
        return {
            "version": version,
            "steps": steps_of(project),
            "place": place_of(project),
            "now": step_at_work(project),
            "stage": STAGE_OF[project.state],
            "box": box_of(project, acting),
            "seats": seats_of(project, acting),
            "money": money_of(project),
            "timetable": version.timetable.splitlines(),
            "progress": progress_of(project),
            "can_plan": rules.can_plan(acting, project),
            "can_report": rules.can_report(acting, project),
            "versions": project.versions.all(),
            "meetings": project.meetings.visible_to(user).order_by("-starts_at")[:5],
            "agreements": project.agreements.visible_to(user).order_by("-pk")[:5],
            "can_withdraw": rules.can_withdraw(acting, project),
            "can_start": rules.can_start(acting, project),
            "can_finish": rules.can_finish(acting, project),
            "can_meet": rules.takes_part(acting, project),
            "share": f"{project.title}: {settings.SITE_URL}{project.get_absolute_url()}",
        }


@method_decorator(login_not_required, name="dispatch")
class VersionDetail(DetailView):
    """One exact wording, how it differs from the one before, and who said what to it."""

    template_name = "projects/version_detail.html"

    def get_object(self, queryset=None):
        self.project = get_object_or_404(rows_for_page(self.request.user), code=self.kwargs["code"])
        versions = Version.objects.select_related("made_by__user", "made_by__region")
        rows = versions.filter(project=self.project, number__lte=self.kwargs["number"])
        rows = rows.order_by("-number").prefetch_related("contributions", "consents__region")
        version, self.before = [*rows[:2], None, None][:2]
        if version is None or version.number != self.kwargs["number"]:
            raise Http404
        return version

    def get_context_data(self, **kwargs):
        words = words_of(self.object)
        return super().get_context_data(**kwargs) | {
            "project": self.project,
            "before": self.before,
            "changes": compare(words_of(self.before), words) if self.before else [],
            "lines": sheet(words),
            "is_current": self.object.pk == self.project.current_id,
            "reads_reasons": rules.can_read_reasons(self.request.acting, self.project),
        }
