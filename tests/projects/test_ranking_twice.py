"""The form that asks for an order of proposals, sent a second time."""

import uuid

import pytest

from core.sending import SentOtherwise
from projects import actions
from tests.factories.projects import ProjectFactory, in_days
from tests.factories.villages import ForumFactory

pytestmark = pytest.mark.django_db


def test_the_same_form_with_other_proposals_is_asked_about(camat, subdistrict, lead, partners):
    forum = ForumFactory(home=subdistrict, members=[lead, *partners])
    proposals = [ProjectFactory(lead=lead, partners=partners) for _ in range(3)]
    words = {"token": uuid.uuid4(), "title": "Prioritas 2027", "closes_on": in_days(7)}
    ranking = actions.open_ranking(forum, by=camat, projects=proposals, **words)

    assert actions.open_ranking(forum, by=camat, projects=proposals, **words) == ranking
    with pytest.raises(SentOtherwise):
        actions.open_ranking(forum, by=camat, projects=proposals[:2], **words)
