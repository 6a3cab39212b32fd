"""A forum's proposals are put in order: asked for once, given once a region, closed once.

Orders and the end of a ranking hold its row, so that nothing is given after the end.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.access import require
from core.errors import Refusal
from core.sending import SentOtherwise, sent_before
from projects import priority_rules as rules
from projects import ranking_notices as notices
from projects.models import Candidate, Preference, Ranking
from villages.models import Mandate


@transaction.atomic
def open_ranking(forum, *, by, token, title, closes_on, projects):
    """Ask the members for an order of ``projects``; the same form (``token``) sent twice is one."""
    require(rules.can_open_ranking(by, forum))
    Mandate.objects.select_for_update(no_key=True).get(pk=by.pk)  # a second click waits here
    own = Ranking.objects.filter(mandate=by)
    if found := sent_before(own, token, title=title, closes_on=closes_on):
        if {each.pk for each in projects} != set(
            found.candidates.values_list("project", flat=True)
        ):
            raise SentOtherwise(token, str(Candidate._meta.verbose_name_plural))
        return found
    ranking = Ranking.objects.create(
        forum=forum, title=title, closes_on=closes_on, token=token, **_said(by)
    )
    Candidate.objects.bulk_create(Candidate(ranking=ranking, project=each) for each in projects)
    audit.record("projects.ranking_opened", ranking, by=by)
    notices.ranking_opened(ranking, by=by)
    return ranking


@transaction.atomic
def rank(ranking, *, by, order, revision):
    """Give or change the order of the person's region: keys of projects, the most urgent first.

    ``revision`` is that of the order that the form showed, 0 for none; the same order sent twice is
    one.
    """
    ranking = _locked(ranking)
    require(rules.can_rank(by, ranking))
    counted = {each.project_id for each in _candidates(ranking) if each.counts}
    if set(order) != counted or len(order) != len(counted):
        raise Refusal(_("The proposals have changed in the meantime. Please look at them again."))
    given = ranking.preferences.filter(region=by.region).first()
    if given and [key for key in given.order if key in counted] == order:
        return given
    if (given.revision if given else 0) != revision:
        text = _("%(person)s, %(office)s, has put them in order in the meantime.")
        raise Refusal(text % {"person": given.person_name, "office": given.office_title})
    verb = "projects.ranked_anew" if given else "projects.ranked"
    given = given or Preference(ranking=ranking, region=by.region, revision=0)
    given.order, given.revision = order, given.revision + 1
    for name, value in _said(by).items():
        setattr(given, name, value)
    given.save()
    audit.record(verb, ranking, by=by)
    return given


@transaction.atomic
def close_ranking(ranking, *, by):
    """End it before its last day; a second click changes nothing."""
    ranking = _locked(ranking)
    verdict = rules.can_close_ranking(by, ranking)
    if verdict.moved_on:
        return ranking
    require(verdict)
    ranking.closed_at, ranking.closed_by = timezone.now(), by
    ranking.save(update_fields=["closed_at", "closed_by"])
    audit.record("projects.ranking_closed", ranking, by=by)
    notices.ranking_closed(ranking, by=by)
    return ranking


def _locked(ranking):
    rows = Ranking.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("forum__home").get(pk=ranking.pk)


def _candidates(ranking):
    return ranking.candidates.select_related("project")


def _said(by):
    return {"mandate": by, "person_name": str(by.user), "office_title": by.title}
