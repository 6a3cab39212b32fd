"""Organisations register, are verified, are invited, offer, promise and report."""

import uuid

from forum_portal.demo import supporters as told
from forum_portal.demo.papers import decree, receipt
from projects.actions import backing, committing, offering
from projects.models import BackerReport, Backing, Commitment, Offer, Project
from villages.actions import mandates, organisations
from villages.models import Mandate, Organisation

CHECKER = "dpmd.wonosobo"


def plan(story):
    """Put the supporters into the story's timeline."""
    for each in (*told.VERIFIED, *told.WAITING):
        story.on(each.registered, register, each, hour=10)
        if each.verified is not None:
            story.on(each.verified, verify, each, hour=11)
    for row in told.INVITATIONS:
        story.on(row[0], invite, row, hour=9)
        if row[-1] is not None:
            story.on(row[-1], accept, row, hour=15)
    for row in told.OFFERS:
        story.on(row[0], offer, row, hour=13)
        if row[-1] is not None:
            story.on(row[-1], take_on, row, hour=14)
    for row in told.PLANNED:
        story.on(row[0], note_down, row, hour=10)
        if row[-1] is not None:
            story.on(row[-1], commit, row, hour=16)
    for row in told.REPORTS:
        story.on(row[0], report, row, hour=16)
        if row[-1] is not None:
            story.on(row[-1], receive, row, hour=10)


def register(story, each):
    person, starts_on = each.person, story.day(-400)
    number = f"ST-{len(person.name):02d}/{starts_on.year}"
    paper = decree(
        number=number, name=person.name, office=person.position, region=each.name,
        since=f"{starts_on:%d-%m-%Y}",
    )  # fmt: skip
    organisations.register(
        by=story.people[person.mailbox],
        claim={
            "position": person.position, "starts_on": starts_on, "ends_on": None,
            "decree_number": number, "decree": paper,
        },
        kind=each.kind, name=each.name, short_name=each.short_name,
        legal_number=each.legal_number, home=story.region(each.home) if each.home else None,
        address=each.address, sectors=list(each.sectors), offers=each.offers,
    )  # fmt: skip


def verify(story, each):
    claims = Mandate.objects.awaiting_check().filter(user=story.people[each.person.mailbox])
    mandates.verify(claims.with_people().get(), by=story.mandate(CHECKER))


def _project(story, plan):
    return Project.objects.select_related("lead", "current").get(pk=story.projects[plan.key].pk)


def _organisation(each):
    return Organisation.objects.public().get(name=each.name)


def _of(rows, story, plan, each):
    """The newest row of the organisation in the project."""
    found = rows.select_related("project__lead", "organisation")
    project = story.projects[plan.key]
    return found.filter(project=project, organisation__name=each.name).latest("pk")


def invite(story, row):
    _day, plan, each, words, _yes = row
    backing.invite(
        _project(story, plan), by=story.head(plan.regions[0]), organisation=_organisation(each),
        words=words,
    )  # fmt: skip


def accept(story, row):
    _day, plan, each, *_rest = row
    waiting = _of(Backing.objects.filter(state="invited"), story, plan, each)
    backing.accept(waiting, by=story.mandate(each.person.mailbox))


def offer(story, row):
    _day, plan, each, kind, source, worth, note, _yes = row
    project = _project(story, plan)
    offering.offer(
        project, by=story.mandate(each.person.mailbox), token=uuid.uuid4(), kind=kind,
        source=source, year=project.today.year, worth=worth, note=note,
    )  # fmt: skip


def take_on(story, row):
    _day, plan, each, *_rest = row
    offering.accept(_of(Offer.objects.all(), story, plan, each), by=story.head(plan.regions[0]))


def note_down(story, row):
    _day, plan, each, kind, source, note, _yes = row
    project = _project(story, plan)
    committing.plan_contribution(
        project, by=story.head(plan.regions[0]), token=uuid.uuid4(),
        organisation=_organisation(each), kind=kind, source=source, year=project.today.year,
        worth=0, note=note,
    )  # fmt: skip


def commit(story, row):
    _day, plan, each, *_rest = row
    planned = _of(Commitment.objects.filter(state="planned"), story, plan, each)
    committing.commit(planned, by=story.mandate(each.person.mailbox))


def report(story, row):
    day, plan, each, work, worth, _receipt = row
    given = _of(Commitment.objects.all(), story, plan, each) if worth else None
    if given:
        given = Commitment.objects.filter(organisation=given.organisation, worth__gt=0).get()
    backing.report(
        _project(story, plan), by=story.mandate(each.person.mailbox), token=uuid.uuid4(),
        on=story.day(day), work=work, commitment=given, worth=worth,
        files=[receipt(number=f"SJ-{-day}", party=each.name, project=plan.title)] if worth else [],
    )  # fmt: skip


def receive(story, row):
    day, plan, each, _work, worth, _receipt = row
    reported = _of(BackerReport.objects.filter(worth=worth), story, plan, each)
    committing.receive(
        reported.commitment, by=story.head(plan.regions[0]), token=uuid.uuid4(),
        on=story.day(day), amount=worth, paper_number=f"SJ-{-day}", report=reported,
    )  # fmt: skip
