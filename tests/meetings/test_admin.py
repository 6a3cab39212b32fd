"""Operators look at meetings and reminders; they do not write them."""

import pytest

from meetings import actions
from tests.factories.accounts import UserFactory
from tests.factories.meetings import AgendaItemFactory, InvitationFactory, LetterFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def meeting():
    invitation = InvitationFactory()
    AgendaItemFactory(meeting=invitation.meeting, position=1, title="Tarif air")
    LetterFactory(meeting=invitation.meeting)
    actions.plan_reminders(invitation.meeting)
    return invitation.meeting


@pytest.mark.parametrize("model", ["meeting", "reminder", "letter"])
def test_operators_see_lists_and_rows(operator, meeting, model):
    rows = {"meeting": [meeting], "reminder": meeting.reminders.all()}
    row = rows.get(model, meeting.letters.all())[0]

    for address in (
        f"/admin/meetings/{model}/",
        f"/admin/meetings/{model}/?q={meeting.title}",
        f"/admin/meetings/{model}/{row.pk}/change/",
    ):
        answer = operator.get(address)
        assert answer.status_code == 200, answer.content[:500]
        assert meeting.title in answer.content.decode()


@pytest.mark.parametrize("page", ["add/", "{pk}/delete/"])
@pytest.mark.parametrize("model", ["meeting", "reminder"])
def test_operators_change_nothing_here(operator, meeting, model, page):
    row = meeting if model == "meeting" else meeting.reminders.first()

    address = f"/admin/meetings/{model}/{page.format(pk=row.pk)}"

    assert operator.post(address, {"post": "yes"}).status_code == 403
