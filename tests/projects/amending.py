"""A running project, and an amendment of it that is put before the partners."""

from projects import actions
from projects.changing import typed_for_change
from projects.models import Project
from tests.factories.projects import in_days

NOTE = "Harga pipa naik; biaya kami sesuaikan."


def fresh(project):
    """As the rules look at it."""
    return Project.objects.select_related("lead", "current", "pending").get(pk=project.pk)


def amend(project, *, by, partners=None, contributions=(), **words):
    """Put an amendment before the partners: the words in force with a higher cost, or ``words``."""
    project = fresh(project)
    draft = actions.begin_change(project, typed_for_change(project), by=by)
    now = project.current
    kept = {
        name: getattr(now, name)
        for name in (
            "title", "problem", "aim", "field", "sectors", "place", "starts_on", "ends_on",
            "timetable", "home_first",
        )
    }  # fmt: skip
    if partners is None:
        seats = project.partnerships.filter(role="partner").select_related("region")
        partners = [seat.region for seat in seats]
    given = {"cost": 500_000_000, "change_note": NOTE, "answer_by": in_days(10)} | words
    return actions.propose(
        draft, by=by, partners=partners, contributions=contributions, **(kept | given)
    )


def answer(project, by, said="given", number=2, **words):
    reason = "Kas desa tidak cukup." if said == "declined" else ""
    return actions.answer(fresh(project), by=by, number=number, answer=said, reason=reason, **words)
