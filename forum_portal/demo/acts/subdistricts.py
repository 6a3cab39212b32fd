"""The regency's officer founds a forum of subdistricts and calls its meetings."""

from forum_portal.demo import subdistricts
from forum_portal.demo.acts import meetings
from villages.actions import forums


def plan(story):
    story.on(-60, found, hour=10)
    for sitting in subdistricts.SITTINGS:
        meetings.plan_sitting(story, sitting)


def found(story):
    forums.found_forum(
        by=story.mandate("dpmd.wonosobo"),
        members=[story.region(code) for code in subdistricts.MEMBERS],
        name=subdistricts.NAME,
        about=subdistricts.ABOUT,
    )
