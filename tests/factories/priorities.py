import factory

from tests.factories.projects import ProjectFactory, SaidFactory, head_of, in_days
from tests.factories.villages import ForumFactory


class RankingFactory(SaidFactory):
    """Asked by the head of the forum's home, open for ten days; ``projects=[…]`` stand to choice."""

    class Meta:
        model = "projects.Ranking"
        skip_postgeneration_save = True

    forum = factory.SubFactory(ForumFactory)
    title = factory.Sequence(lambda n: f"Prioritas forum {n}")
    closes_on = factory.LazyFunction(lambda: in_days(10))
    mandate = factory.LazyAttribute(lambda o: head_of(o.forum.home))

    @factory.post_generation
    def projects(self, create, extracted, **kwargs):
        for project in extracted or ProjectFactory.create_batch(2):
            self.candidates.create(project=project)


class PreferenceFactory(SaidFactory):
    """In the order in which the proposals were asked for; another one with ``order=[keys]``."""

    class Meta:
        model = "projects.Preference"

    ranking = factory.SubFactory(RankingFactory)
    region = factory.SelfAttribute("ranking.forum.home")
    order = factory.LazyAttribute(
        lambda o: list(o.ranking.candidates.values_list("project", flat=True))
    )
    mandate = factory.LazyAttribute(lambda o: head_of(o.region))
