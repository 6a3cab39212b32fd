"""An answer on a page that has become stale counts for no other date."""

from datetime import timedelta

import pytest
from django.test import Client

from core.errors import Refusal
from meetings import actions, changes, links
from meetings.models import Invitation
from tests.factories.meetings import InvitationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation():
    return InvitationFactory()


@pytest.fixture
def head(invitation):
    return invitation.region.mandates.get()


@pytest.fixture
def site(client, head):
    client.force_login(head.user)
    return client


def said(invitation):
    saved = Invitation.objects.get(pk=invitation.pk)
    return saved.answer, saved.substitute, saved.reason


def press(site, invitation, **words):
    return site.post(f"/pertemuan/{invitation.meeting_id}/jawab/", words)


def path_of(invitation, head):
    return links.answer_url(invitation, head).removeprefix("http://testserver")


@pytest.fixture
def moved(invitation):
    """The page was opened, then the meeting was moved by four days: its sequence is 1."""
    meeting = invitation.meeting
    shift = timedelta(days=4)
    return actions.move(
        meeting,
        by=meeting.called_by,
        starts_at=meeting.starts_at + shift,
        ends_at=meeting.ends_at + shift,
        zone=meeting.zone,
        answer_by=meeting.answer_by + shift,
    )


def new_time(meeting):
    return changes.when(meeting.starts_at, meeting.ends_at, meeting.zone)


@pytest.mark.parametrize(
    "shown", [{"sequence": "0"}, {}, {"sequence": "x"}, {"sequence": "9" * 30}]
)
@pytest.mark.parametrize("answer", ["attends", "represented", "absent"])
def test_a_tap_on_an_older_page_counts_for_no_other_date(site, invitation, moved, answer, shown):
    leads = press(site, invitation, answer=answer, **shown)

    page = site.get(leads.url).content.decode()
    assert leads.url == moved.get_absolute_url()
    assert f"Undangan ini berubah. Sekarang: {new_time(moved)}" in page
    assert 'name="sequence" value="1"' in page
    assert said(invitation)[0] == "none"
    press(site, invitation, answer="attends", sequence="1")
    assert said(invitation)[0] == "attends"


def test_words_typed_on_an_older_page_are_kept_to_be_sent_again(site, invitation, moved):
    words = {"answer": "absent", "reason": "Panen raya"}

    page = press(site, invitation, sequence="0", **words).content.decode()
    assert f"Undangan ini berubah. Sekarang: {new_time(moved)}" in page
    assert "Panen raya" in page
    assert 'name="sequence" value="1"' in page
    assert said(invitation)[0] == "none"

    press(site, invitation, sequence="1", **words)
    assert said(invitation) == ("absent", "", "Panen raya")


def test_a_meeting_moved_while_the_answer_is_on_its_way_asks_again(site, invitation, moved):
    with pytest.raises(Refusal, match="Undangan ini berubah"):
        actions.answer(
            invitation, by=invitation.region.mandates.get(), answer="attends", sequence=0
        )
    assert said(invitation)[0] == "none"


def test_every_form_of_an_answer_says_which_time_it_shows(site, invitation, head, moved):
    field = 'name="sequence" value="1"'

    for address in ("/saya/", "/pertemuan/", moved.get_absolute_url()):
        assert field in site.get(address).content.decode(), address
    asks = press(site, invitation, answer="represented", sequence="1")
    assert field in asks.content.decode()
    link = path_of(invitation, head)
    assert field in Client().get(link).content.decode()
    asks = Client().post(link, {"answer": "represented", "sequence": "1"})
    assert field in asks.content.decode()


def test_a_tap_on_an_older_page_behind_the_link_counts_for_no_other_date(invitation, head, moved):
    browser, link = Client(), path_of(invitation, head)

    for words in ({"answer": "attends", "sequence": "0"}, {"answer": "represented"}):
        page = browser.post(link, words, follow=True).content.decode()
        assert f"Undangan ini berubah. Sekarang: {new_time(moved)}" in page
        assert said(invitation)[0] == "none"

    words = {"answer": "absent", "reason": "Panen raya"}
    page = browser.post(link, words).content.decode()
    assert "Undangan ini berubah" in page
    assert "Panen raya" in page
    browser.post(link, words | {"sequence": "1"})
    assert said(invitation) == ("absent", "", "Panen raya")
