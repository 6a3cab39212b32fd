"""A project's page and its versions: open to everybody."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.views.generic import DetailView

from core.views import trail_for
from projects import fits, programme_rules, rules, workdays
from projects.answers import with_nudges
from projects.cards import sector_badges, state_badge, steps_of
from projects.escalated import upward_of
from projects.models import ChangeRequest, Consent, Contribution, Follow, Project, Version
from projects.negotiating import brief_of as talk_brief
from projects.news import news_of
from projects.outcomes import brief_of
from projects.page import attachment_rows, box_of, money_of, seats_of
from projects.sheets import compare, sections_of, sheet, words_of
from projects.stages import STAGE_OF, place_of, step_at_work
from projects.talks import homes_of, merger_of, requests_in, wishes_of
from villages.roles import Permission, grants


def rows_for_page(user):
    """Projects that the user sees, with all that their page shows, in a constant number of queries."""
    requests = Prefetch("requests", ChangeRequest.objects.select_related("reply"))
    consents = Consent.objects.select_related("region").prefetch_related(requests)
    contributions = Contribution.objects.select_related("region")
    merged = Project.objects.select_related("lead").order_by("closed_at")
    versions = Version.objects.select_related("made_by__user", "amendment").defer(
        "problem", "aim", "timetable"
    )
    return (
        Project.objects.visible_to(user)
        .select_related(
            "lead__parent",
            "current__made_by__user",
            "pending",
            "draft",
            "merged_into__lead",
            "phase__programme",
        )
        .prefetch_related(
            "partnerships__region",
            Prefetch("current__consents", consents),
            Prefetch("current__contributions", contributions),
            "current__fits",
            "current__attachments",
            "pending__consents",
            Prefetch("versions", versions),
            Prefetch("merged_from", merged),
        )
    )


@method_decorator(login_not_required, name="dispatch")
class ProjectDetail(DetailView):
    """Everything about a project; above all what waits for the reader's region."""

    slug_field = slug_url_kwarg = "code"

    def get(self, request, *args, **kwargs):
        """A code that was typed off a sheet in small letters leads to its page, too."""
        code = kwargs["code"]
        if code != code.upper():
            return redirect("projects:detail", code.upper())
        return super().get(request, *args, **kwargs)

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
        return news_of(project, acting) | {
            "version": version,
            "steps": steps_of(project),
            "place": place_of(project),
            "now": step_at_work(project),
            "stage": STAGE_OF[project.state],
            "box": box_of(project, acting),
            "seats": with_nudges(project, seats_of(project, acting), acting),
            "money": money_of(project),
            "timetable": version.timetable.splitlines(),
            "outcome": brief_of(project),
            "work_days": workdays.brief_of(project, acting),
            "plans": fits.lines_of(project),
            "attachments": attachment_rows(version),
            "can_state_fit": rules.can_state_fit(acting, project),
            "versions": project.versions.all(),
            "meetings": project.meetings.visible_to(user).order_by("-starts_at")[:5],
            "agreements": project.agreements.visible_to(user).order_by("-pk")[:5],
            "settled": project.agreed_at and project.disputes.published().order_by("-pk")[:5],
            "can_withdraw": rules.can_withdraw(acting, project),
            "can_start": rules.can_start(acting, project),
            "can_finish": rules.can_finish(acting, project),
            "can_meet": rules.takes_part(acting, project),
            "may_draft": project.state == Project.State.AGREED
            and rules.takes_part(acting, project)
            and grants(acting, Permission.RECORD_AGREEMENT),
            "can_leave": project.phase and programme_rules.can_leave(acting, project),
            "address": settings.SITE_URL + project.get_absolute_url(),
            "wishes": wishes_of(project, requests_in(version.consents.all()), acting),
            "homes": homes_of(project, acting),
            "merger": merger_of(project, acting),
            "talk": talk_brief(project, acting),
            "upward": upward_of(project, acting),
            "share": f"{project.title}: {settings.SITE_URL}{project.get_absolute_url()}",
            "following": Follow.objects.standing(project, user),
        }


@method_decorator(login_not_required, name="dispatch")
class VersionDetail(DetailView):
    """One exact wording, how it differs from another, and who said what to it."""

    template_name = "projects/version_detail.html"

    def get_object(self, queryset=None):
        self.project = get_object_or_404(rows_for_page(self.request.user), code=self.kwargs["code"])
        number = self.kwargs["number"]
        self.numbers = sorted(version.number for version in self.project.versions.all())
        if number not in self.numbers:
            raise Http404
        versions = Version.objects.select_related("made_by__user", "made_by__region", "amendment")
        rows = versions.filter(project=self.project, number__in={number, self._other(number)})
        requests = Prefetch("requests", ChangeRequest.objects.select_related("reply"))
        consents = Consent.objects.select_related("region").prefetch_related(requests)
        rows = rows.prefetch_related(
            "contributions", "fits", "attachments", Prefetch("consents", consents)
        )
        found = {version.number: version for version in rows}
        self.before = found.get(self._other(number)) if len(found) > 1 else None
        return found[number]

    def _other(self, number):
        """The version to compare with: as chosen, else the one that was in force before."""
        chosen = self.request.GET.get("dari", "")
        others = {str(each): each for each in self.numbers if each != number}
        stood = [
            version.number
            for version in self.project.versions.all()
            if version.number < number and version.was_in_force
        ]
        return others.get(chosen, max(stood, default=0))

    def get_context_data(self, **kwargs):
        version, acting = self.object, self.request.acting
        words = words_of(version)
        changes = compare(words_of(self.before), words) if self.before else []
        heard = wishes_of(self.project, self._heard(), acting)
        return super().get_context_data(**kwargs) | {
            "project": self.project,
            "before": self.before,
            "others": [each for each in self.numbers if each != version.number],
            "changes": sections_of(changes, heard.rows),
            "heard": heard,
            "lines": sheet(words),
            "attachments": attachment_rows(version),
            "is_current": version.pk == self.project.current_id,
            "amendment": getattr(version, "amendment", None),
            "reads_reasons": rules.can_read_reasons(acting, self.project),
        }

    def _heard(self):
        """The requests that came between the older version and this one."""
        if self.before is None or self.before.number > self.object.number:
            return []
        asked = ChangeRequest.objects
        return asked.between(self.project, self.before.number, self.object.number)
