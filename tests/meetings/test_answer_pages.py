"""Answering on the site and from the link in the mail."""

from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.test import Client
from django.utils import timezone

from core.errors import Refusal
from core.models import AuditEvent
from meetings import actions, links
from meetings.models import Invitation
from tests.factories.meetings import AgendaItemFactory, InvitationFactory
from tests.factories.villages import MandateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation():
    return InvitationFactory()


@pytest.fixture
def head(invitation):
    return invitation.region.mandates.get()


def said(invitation):
    invitation.refresh_from_db()
    return invitation.answer, invitation.substitute, invitation.reason


# --- on the site ---------------------------------------------------------------


@pytest.fixture
def site(client, head):
    client.force_login(head.user)
    return client


def press(site, invitation, **words):
    return site.post(f"/pertemuan/{invitation.meeting_id}/jawab/", words)


def test_one_tap_says_yes(site, invitation):
    answer = press(site, invitation, answer="attends")

    assert answer.url == invitation.meeting.get_absolute_url()
    assert said(invitation) == ("attends", "", "")
    assert "<button" in site.get(answer.url).content.decode()


@pytest.mark.parametrize(
    ("answer", "field", "words"),
    [("represented", "substitute", "Ibu Sri, BPD"), ("absent", "reason", "Panen raya")],
)
def test_the_other_answers_ask_for_words_first(site, invitation, answer, field, words):
    page = press(site, invitation, answer=answer)
    assert page.status_code == 200
    assert not page.context["form"].errors
    assert said(invitation)[0] == "none"

    page = press(site, invitation, answer=answer, **{field: " "})
    assert list(page.context["form"].errors) == [field]
    assert said(invitation)[0] == "none"

    press(site, invitation, answer=answer, **{field: words})
    assert said(invitation)[0] == answer
    assert words in said(invitation)

    page = press(site, invitation, answer=answer)
    assert page.context["field"].value() == words


def test_too_late_leads_back_to_the_meeting_and_keeps_what_was_typed(site, invitation):
    meeting = invitation.meeting
    meeting.state, meeting.cancel_reason = "cancelled", "Longsor"
    meeting.save()

    answer = press(site, invitation, answer="attends")
    assert answer.url == meeting.get_absolute_url()
    assert "tidak diperlukan lagi" in site.get(answer.url).content.decode()

    page = press(site, invitation, answer="absent", reason="Panen raya").content.decode()
    assert "Panen raya" in page
    assert "tidak diperlukan lagi" in page
    assert said(invitation)[0] == "none"


@pytest.mark.parametrize("words", [{}, {"answer": ""}, {"answer": "none"}, {"answer": "\x00maybe"}])
def test_an_empty_answer_cannot_be_sent(site, invitation, words):
    page = press(site, invitation, **words)

    assert page.status_code == 200
    assert "answer" in page.context["form"].errors
    assert said(invitation)[0] == "none"


def test_words_have_an_end(site, invitation):
    for answer, field, words in (
        ("represented", "substitute", "x" * 121),
        ("absent", "reason", "x" * 301),
    ):
        page = press(site, invitation, answer=answer, **{field: words})

        assert list(page.context["form"].errors) == [field]
        assert len(page.context["form"].errors[field]) == 1  # too long, and not missing as well


def test_an_answer_that_nobody_offered_gets_a_sentence_without_a_label(site, invitation):
    page = press(site, invitation, answer="barangkali").content.decode()

    assert "Pilih salah satu dari tiga jawaban" in page
    assert "Answer" not in page


def test_a_get_answers_nothing(site, invitation):
    answer = site.get(f"/pertemuan/{invitation.meeting_id}/jawab/?answer=attends")

    assert answer.url == f"/pertemuan/{invitation.meeting_id}/"
    assert said(invitation)[0] == "none"


def test_after_the_deadline_the_page_says_whom_to_tell(site, invitation):
    with time_machine.travel(invitation.meeting.answer_by + timedelta(seconds=1)):
        site.force_login(invitation.region.mandates.get().user)
        page = site.get(invitation.meeting.get_absolute_url()).content.decode()
        answer = press(site, invitation, answer="attends")

    assert invitation.meeting.organiser.full_name in page
    assert answer.url == invitation.meeting.get_absolute_url()
    assert said(invitation)[0] == "none"


def test_who_is_not_invited_or_has_no_mandate_is_told_why(client, invitation):
    stranger, citizen = MandateFactory(), MandateFactory(pending=True)

    for person, word in ((stranger, stranger.region.full_name), (citizen, "")):
        client.force_login(person.user)
        answer = press(client, invitation, answer="attends")
        assert answer.status_code == 403
        assert word in answer.content.decode()


def test_an_office_that_does_not_answer_is_told_who_does(client, invitation):
    client.force_login(MandateFactory(region=invitation.region, office="council").user)

    assert press(client, invitation, answer="attends").status_code == 403
    page = client.get(invitation.meeting.get_absolute_url()).content.decode()
    assert invitation.region.full_name in page


def test_an_answer_that_comes_too_late_by_a_moment_becomes_a_message(site, invitation, monkeypatch):
    def gone(*args, **kwargs):
        raise Refusal("Pertemuan ini sudah dibatalkan.")

    monkeypatch.setattr(actions, "answer", gone)

    answer = press(site, invitation, answer="attends")

    assert answer.status_code == 302


# --- from the mail, without signing in ---------------------------------------------


@pytest.fixture
def link(invitation, head):
    return links.answer_url(invitation, head).removeprefix("http://testserver")


class Visitor(Client):
    """A browser that is asked for the token of each form, and has it after looking."""

    def __init__(self):
        super().__init__(enforce_csrf_checks=True)

    def post(self, path, data=None, **extra):
        page = self.get(path)
        token = page.cookies.get("csrftoken") or self.cookies.get("csrftoken")
        if token:
            data = {**(data or {}), "csrfmiddlewaretoken": token.value}
        return super().post(path, data, **extra)


@pytest.fixture
def visitor():
    return Visitor()


def test_the_link_shows_the_meeting_the_village_and_three_buttons(visitor, link, invitation):
    AgendaItemFactory(meeting=invitation.meeting, title="Tarif air")

    page = visitor.get(link)

    text = page.content.decode()
    assert page.status_code == 200
    assert invitation.meeting.title in text
    assert invitation.region.full_name in text
    assert "Tarif air" in text
    assert text.count('name="answer"') == 3


def test_looking_changes_nothing(visitor, link, invitation):
    for method in (visitor.get, visitor.head):
        method(link + "?answer=attends")

    assert said(invitation)[0] == "none"
    assert not AuditEvent.objects.exists()


def test_the_post_answers_in_the_name_of_the_mandate(visitor, link, invitation, head):
    answer = visitor.post(link, {"answer": "attends"})

    assert answer.url == link
    assert said(invitation)[0] == "attends"
    assert invitation.answered_by == head
    assert AuditEvent.objects.get().actor_name == head.user.full_name
    assert 'aria-pressed="true"' in visitor.get(link).content.decode()


def test_the_link_asks_for_words_too(visitor, link, invitation):
    page = visitor.post(link, {"answer": "represented"})
    assert page.context["field"].name == "substitute"
    assert said(invitation)[0] == "none"

    visitor.post(link, {"answer": "represented", "substitute": "Ibu Sri"})
    assert said(invitation) == ("represented", "Ibu Sri", "")


def test_an_unknown_answer_shows_the_three_again(visitor, link, invitation):
    page = visitor.post(link, {"answer": "maybe"})

    assert "answer" in page.context["form"].errors
    assert page.content.decode().count('name="answer"') == 3


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_link_is_kept_by_nobody_and_told_to_no_other_site(visitor, link, method):
    answer = getattr(visitor, method)(link, {"answer": "attends"})

    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"


def test_another_site_cannot_answer_with_a_link_that_it_found(link, invitation):
    answer = Client(enforce_csrf_checks=True).post(link, {"answer": "attends"})

    assert answer.status_code == 403
    assert said(invitation)[0] == "none"


@pytest.mark.parametrize(
    "damage",
    [
        lambda token: token[:-2] + ("AA" if token[-2:] != "AA" else "BB"),
        lambda token: token[: len(token) // 2],
        lambda token: "x",
        lambda token: "é:ü:ñ",
        lambda token: "a" * 3000,
        lambda token: signing.dumps([1, 1], salt="something.else"),
        lambda token: signing.dumps([999999, 999999], salt=links.SALT),
    ],
)
def test_a_forged_or_damaged_link_is_not_found(visitor, link, invitation, damage):
    token = damage(link.split("/")[3])

    for answer in (
        visitor.get(f"/pertemuan/jawab/{token}/"),
        visitor.post(f"/pertemuan/jawab/{token}/", {"answer": "attends"}),
    ):
        assert answer.status_code == 404
        assert "meetings/invitation_closed.html" in [t.name for t in answer.templates]
    assert said(invitation)[0] == "none"


def test_a_link_has_an_end(visitor, link, invitation):
    with time_machine.travel(timezone.now() + links.MAX_AGE + timedelta(days=1)):
        answer = visitor.post(link, {"answer": "attends"})

    assert answer.status_code == 410


def test_a_link_of_one_invitation_does_not_answer_another(visitor, invitation, head):
    other = InvitationFactory()
    crossed = links.answer_url(other, head).removeprefix("http://testserver")

    assert visitor.post(crossed, {"answer": "attends"}).status_code == 410
    assert said(other)[0] == "none"


@pytest.mark.parametrize("what", ["ended", "account", "cancelled", "held", "deadline"])
def test_a_link_that_has_lost_its_right_says_why(visitor, link, invitation, head, what):
    meeting = invitation.meeting
    if what == "ended":
        head.state, head.ended_at = "ended", timezone.now()
        head.save()
    elif what == "account":
        head.user.is_active = False
        head.user.save()
    elif what == "cancelled":
        actions.cancel(meeting, by=meeting.called_by, reason="Jalan longsor")
    elif what == "held":
        meeting.state = "held"
        meeting.save()
    else:
        meeting.answer_by = timezone.now() - timedelta(minutes=1)
        meeting.save()

    for answer in (visitor.get(link), visitor.post(link, {"answer": "attends"})):
        assert answer.status_code == 410
        assert meeting.title in answer.content.decode()
        assert answer.context["reason"]
    assert said(invitation)[0] == "none"


def test_a_meeting_cancelled_between_look_and_answer_is_told(
    visitor, link, invitation, monkeypatch
):
    def gone(*args, **kwargs):
        raise Refusal("Pertemuan ini sudah dibatalkan.")

    monkeypatch.setattr(actions, "answer", gone)

    answer = visitor.post(link, {"answer": "attends"})

    assert answer.status_code == 409
    assert "Pertemuan ini sudah dibatalkan." in answer.content.decode()


def test_the_link_speaks_the_language_of_its_receiver(visitor, invitation, head):
    head.user.language = "en"
    head.user.save()

    page = visitor.get(links.answer_url(invitation, head).removeprefix("http://testserver"))

    assert "Does not attend" in page.content.decode()


def test_of_a_moved_meeting_the_old_link_shows_the_new_time(visitor, link, invitation):
    meeting = invitation.meeting
    shift = timedelta(days=7)
    actions.move(
        meeting,
        by=meeting.called_by,
        starts_at=meeting.starts_at + shift,
        ends_at=meeting.ends_at + shift,
        zone=meeting.zone,
        answer_by=meeting.answer_by + shift,
    )

    assert "<del" in visitor.get(link).content.decode()
    visitor.post(link, {"answer": "attends", "sequence": "1"})
    assert said(invitation)[0] == "attends"
    assert Invitation.objects.get().answered_at is not None
