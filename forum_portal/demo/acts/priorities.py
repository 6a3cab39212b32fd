"""The members of the forums put proposals in order."""

import uuid

from forum_portal.demo.priorities import RANKINGS
from projects import actions
from projects.models import Project, Ranking
from villages.models import Forum


def plan(story):
    for ranked in RANKINGS:
        story.on(ranked.asked, ask, ranked, hour=10)
        for after, (ending, places) in enumerate(ranked.orders, 1):
            story.on(min(ranked.asked + after, -1), give, ranked, ending, places, hour=13)


def ask(story, ranked):
    actions.open_ranking(
        Forum.objects.select_related("home").filter(home=ranked.home).earliest("pk"),
        by=story.mandate(ranked.who),
        token=uuid.uuid4(),
        title=ranked.title,
        closes_on=story.day(ranked.until),
        projects=[Project.objects.get(pk=story.projects[key].pk) for key in ranked.projects],
    )


def give(story, ranked, ending, places):
    ranking = Ranking.objects.get(title=ranked.title)
    order = [story.projects[ranked.projects[int(place)]].pk for place in places]
    by = story.head(f"{ranked.home}.{ending}")
    actions.rank(ranking, by=by, order=order, revision=0)
