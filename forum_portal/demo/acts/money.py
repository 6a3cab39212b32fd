"""Budgets, contributions and what comes of them; the catalogue of funding windows."""

import uuid
from decimal import Decimal

from forum_portal.demo.money import DECLINED_BECAUSE, OFFERS, PURSES, WINDOWS
from forum_portal.demo.papers import receipt
from projects.actions import budgeting, committing, offering, windows
from projects.models import Commitment, FundingWindow, Offer, Project, Receipt, SharingRule
from villages.models import Profile

OF_WINDOW = ("opens", "closes", "who")  # what a row of WINDOWS says in words of its own


def plan(story):
    """Put the money of the projects into the story's timeline."""
    for purse in PURSES:
        for budget in purse.budgets:
            story.on(budget[0], publish, purse, budget, hour=11)
        story.on(purse.rule[0], share, purse, hour=13)
        story.on(purse.noted, note_down, purse, hour=10)
        for day, place in purse.words:
            story.on(day, commit, purse, place, hour=14)
        for came in purse.came:
            story.on(came.on, receive, purse, came, hour=15)
            if came.wrong:
                story.on(came.on + 1, take_back, purse, came, hour=8)
    for row in OFFERS:
        story.on(row[0], offer, row, hour=11)
        if row[-1]:
            story.on(row[0] + 1, answer, row, hour=9)
    story.on(-30, open_windows)


def _project(story, plan):
    return Project.objects.select_related("lead", "current").get(pk=story.projects[plan.key].pk)


def _lead(story, plan):
    return story.head(plan.regions[0])


def publish(story, purse, budget):
    _day, rows, note = budget
    project, by = _project(story, purse.plan), _lead(story, purse.plan)
    first = project.current.starts_on.year
    lines = [
        {
            "year": first + row.year, "description": row.description,
            "volume": Decimal(row.volume), "unit": row.unit, "unit_price": row.unit_price,
            "source": row.source,
        }
        for row in rows
    ]  # fmt: skip
    after = project.budgets.count()
    budgeting.publish_budget(
        project, by=by, lines=lines, typed={}, revision=0, after=after, note=note
    )


def share(story, purse):
    project, by = _project(story, purse.plan), _lead(story, purse.plan)
    regions = [story.region(code) for code in purse.plan.regions]
    method = purse.rule[1]
    people = Profile.objects.in_bulk([region.pk for region in regions], field_name="region_id")
    by_people = method == SharingRule.Method.INHABITANTS
    weights = {region: people[region.pk].population if by_people else 1 for region in regions}
    budgeting.set_sharing(project, by=by, method=method, weights=weights)


def note_down(story, purse):
    committing.take_over(_project(story, purse.plan), by=_lead(story, purse.plan))


def _commitment(story, purse, place):
    rows = Commitment.objects.select_related("project", "region")
    return rows.get(project=story.projects[purse.plan.key], number=place)


def commit(story, purse, place):
    commitment = _commitment(story, purse, place)
    committing.commit(commitment, by=story.head(commitment.region_id))


def receive(story, purse, came):
    commitment = _commitment(story, purse, came.place)
    committing.receive(
        commitment,
        by=_lead(story, purse.plan),
        token=uuid.uuid5(uuid.NAMESPACE_URL, f"{purse.plan.key}-{came.place}-{came.on}"),
        on=story.day(came.on),
        amount=came.amount,
        paper_number=came.paper,
        file=receipt(number=came.paper, party=commitment.party, project=str(commitment.project)),
        note=came.note,
        completes=came.completes,
    )


def take_back(story, purse, came):
    commitment = _commitment(story, purse, came.place)
    wrong = Receipt.objects.get(commitment=commitment, amount=came.amount)
    wrong.commitment = commitment
    committing.reverse(wrong, by=_lead(story, purse.plan), reason=came.wrong)


def offer(story, row):
    _day, plan, region, kind, source, worth, note, _fate = row
    project = _project(story, plan)
    offering.offer(
        project, by=story.head(region), token=uuid.uuid4(), kind=kind, source=source,
        year=project.today.year, worth=worth, note=note,
    )  # fmt: skip


def answer(story, row):
    _day, plan, region, *_words, fate = row
    waiting = Offer.objects.select_related("project")
    found = waiting.get(project=story.projects[plan.key], region=region, state=Offer.State.OPEN)
    if fate == "accepted":
        offering.accept(found, by=_lead(story, plan))
    else:
        offering.decline(found, by=_lead(story, plan), reason=DECLINED_BECAUSE)


def open_windows(story):
    """Those of a region are entered by its officer, the others by the operators."""
    for row in WINDOWS:
        words = {name: value for name, value in row.items() if name not in OF_WINDOW}
        words["opens_on"] = story.day(row["opens"])
        words["closes_on"] = None if row["closes"] is None else story.day(row["closes"])
        if who := row.get("who"):
            words |= {"link": "", "is_public": True}
            windows.add_window(by=story.mandate(who), token=uuid.uuid4(), **words)
        else:
            FundingWindow.objects.create(**words)
