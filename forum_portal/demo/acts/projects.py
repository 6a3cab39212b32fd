"""Proposals, answers, and the course of the work."""

from datetime import timedelta

from forum_portal.demo import papers
from forum_portal.demo.plans import GROUNDS
from forum_portal.demo.projects import FOLLOWERS, PLANS
from projects import actions, pages
from projects.models import Consent, Project, Standing

S = Project.State
_UNDER_WAY = (S.RUNNING, S.FINISHED)


def plan(story):
    """Put all projects into the story's timeline."""
    for plan in PLANS:
        if plan.state == S.DRAFT:
            story.on(plan.proposed, begin, plan)
            continue
        story.on(plan.proposed, propose, plan)
        _plan_answers(story, plan)
        for seat, after, standing, reference in GROUNDS[plan.key].stated:
            day = min(plan.proposed + after, -1)
            story.on(day, state_fit, plan, seat, standing, reference, hour=16)
        if plan.state in _UNDER_WAY:
            story.on(plan.started, start, plan, hour=14)
        if plan.key in FOLLOWERS:
            story.on(-24, follow, plan)
        if plan.state == S.FINISHED:
            story.on(plan.ended, finish, plan, hour=14)
        if plan.state == S.WITHDRAWN:
            story.on(plan.ended, withdraw, plan, hour=14)


def _plan_answers(story, plan):
    """Answers come one to five days after the proposal, at different hours."""
    given = [(region, Consent.Answer.GIVEN, "") for region in plan.consents]
    given += [(region, Consent.Answer.CHANGES, "") for region, _wishes in plan.changes]
    given += [(region, Consent.Answer.DECLINED, why) for region, why in plan.declines]
    for number, (region, said, why) in enumerate(given):
        day = min(plan.proposed + 1 + number, -1)
        story.on(day, answer, plan, region, said, why, hour=10 + number)


def _words(story, plan):
    return {
        "title": plan.title,
        "problem": plan.problem,
        "aim": plan.aim,
        "field": plan.field,
        "sectors": list(plan.sectors),
        "cost": plan.cost,
        "starts_on": story.day(plan.days[0]),
        "ends_on": story.day(plan.days[1]),
        "timetable": plan.timetable,
        "place": GROUNDS[plan.key].place,
        "home_first": plan.home_first,
    }


def _proposer(story, plan):
    """The head of the lead; his consent is recorded with the proposal."""
    return story.head(plan.regions[0])


def propose(story, plan):
    by = _proposer(story, plan)
    draft = actions.begin(by=by)
    contributions = [
        {"region": story.region(plan.regions[seat]), "kind": kind, "amount": amount, "note": note}
        for seat, kind, amount, note in plan.gives
    ]
    for title in GROUNDS[plan.key].papers:
        paper = papers.attachment(title=title, project=plan.title)
        actions.attach(draft, by=by, title=title, file=paper)
    draft.refresh_from_db(fields=["revision"])
    actions.propose(
        draft,
        by=by,
        fits=[_fit(story, plan, *said) for said in GROUNDS[plan.key].fits],
        partners=[story.region(code) for code in plan.regions[1:]],
        contributions=contributions,
        answer_by=story.day(plan.proposed) + timedelta(days=plan.answer_days),
        **_words(story, plan),
    )
    story.projects[plan.key] = draft.project


def _fit(story, plan, seat, standing, reference):
    """The annual plan is that of the year in which the work begins."""
    return {
        "region": story.region(plan.regions[seat]),
        "standing": standing,
        "reference": reference,
        "year": story.day(plan.days[0]).year if standing == Standing.ANNUAL else None,
    }


def state_fit(story, plan, seat, standing, reference):
    fit = _fit(story, plan, seat, standing, reference)
    actions.state_fit(_fresh(story, plan), by=story.head(fit.pop("region").pk), **fit)


def begin(story, plan):
    """A draft of which two pages have been filled in."""
    by = _proposer(story, plan)
    draft = actions.begin(by=by)
    story.projects[plan.key] = draft.project
    _type(draft, plan, by=by)


def answer(story, plan, region, said, why):
    project = _fresh(story, plan)
    actions.answer(
        project, by=story.head(region), number=project.current.number, answer=said, reason=why,
        requests=dict(plan.changes).get(region),
    )  # fmt: skip


def follow(story, plan):
    for mailbox in FOLLOWERS[plan.key]:
        actions.follow(_fresh(story, plan), by=story.people[mailbox])


def start(story, plan):
    actions.start(_fresh(story, plan), by=_proposer(story, plan))


def finish(story, plan):
    actions.finish(_fresh(story, plan), by=_proposer(story, plan))


def withdraw(story, plan):
    actions.withdraw(_fresh(story, plan), by=_proposer(story, plan), reason=plan.end_reason)


def fresh(story, key):
    """The project as it stands at this point of the story."""
    return Project.objects.select_related("current", "pending").get(pk=story.projects[key].pk)


def _fresh(story, plan):
    return fresh(story, plan.key)


def _type(draft, plan, *, by):
    """Fill in the first two pages, as somebody does who is called away then."""
    aim = {
        "title": [plan.title],
        "problem": [plan.problem],
        "aim": [plan.aim],
        "field": [str(plan.field)],
        "sectors": [str(sector) for sector in plan.sectors],
    }
    partners = {"place": [GROUNDS[plan.key].place], "partners": list(plan.regions[1:])}
    draft = actions.save_page(
        draft, pages.AIM.slug, aim, by=by, mark=draft.mark(pages.AIM.slug), title=plan.title
    )
    actions.save_page(
        draft, pages.PARTNERS.slug, partners, by=by, mark=draft.mark(pages.PARTNERS.slug)
    )
