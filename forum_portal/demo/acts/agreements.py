"""Agreements drafted, approved, sealed and ended."""

import re

from agreements import actions, sources
from agreements.actions.drafting import fingerprint
from agreements.models import Agreement
from forum_portal.demo.agreements import DEEDS
from projects.models import Project

_GAP = re.compile(r"\[isi:[^\]]*\]")
METHOD = "password"  # how the demo's heads have confirmed that it was them


def plan(story):
    """Put all agreements into the story's timeline."""
    for deed in DEEDS:
        story.on(deed.drafted, draft, deed, hour=10)
        if deed.opened is not None:
            story.on(deed.opened, open_for_approval, deed, hour=10)
        for number, (region, day) in enumerate(deed.approves):
            story.on(day, approve, deed, region, hour=13 + number % 4)
        if deed.ended is not None:
            story.on(deed.ended, end, deed, hour=15)


def draft(story, deed):
    by = story.mandate(deed.drafter)
    project = Project.objects.get(pk=story.projects[deed.of].pk)
    agreement = actions.draft(
        by=by,
        source=sources.of_project(project),
        kind=deed.kind,
        title=deed.title,
        regions=[story.region(code) for code in deed.parties],
        starts_on=story.day(deed.term[0]),
        ends_on=story.day(deed.term[1]),
    )
    story.agreements[deed.key] = agreement
    actions.change(agreement, by=by, seen=fingerprint(agreement), words=_words(agreement, deed))


def _words(agreement, deed):
    """The starting text with its gaps filled; a draft still has some."""
    fillings = iter(deed.words)
    text = _GAP.sub(lambda gap: next(fillings, gap[0]), agreement.text)
    parties = agreement.parties.order_by("position")
    return actions.Words(
        title=deed.title,
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
        text=text,
        parties=tuple(
            actions.Entry(party.region_id, number, party.signer_name, party.signer_title)
            for party, number in zip(parties, deed.numbers, strict=True)
        ),
    )


def _fresh(story, deed):
    return Agreement.objects.select_related("current", "drafted_for").get(
        pk=story.agreements[deed.key].pk
    )


def open_for_approval(story, deed):
    actions.open_for_approval(_fresh(story, deed), by=story.mandate(deed.drafter))


def approve(story, deed, region):
    agreement = _fresh(story, deed)
    actions.approve(
        agreement, by=story.head(region), sha256=agreement.current.sha256, method=METHOD
    )


def end(story, deed):
    by = story.head(deed.parties[0])
    actions.end(_fresh(story, deed), by=by, ground=deed.end_ground, reason=deed.end_reason)
