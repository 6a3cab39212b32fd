"""Sentences that depend on who reads them, and on how things stand."""

from datetime import timedelta

import pytest

from meetings import minutes_text, notices, rules
from meetings.models import PollAnswer
from meetings.share import whatsapp_text
from meetings.views.polls import shown
from tests.factories.meetings import MeetingFactory, PollFactory
from tests.factories.projects import head_of
from tests.factories.villages import RegionFactory

pytestmark = pytest.mark.django_db


def test_only_other_regions_are_sent_to_the_one_that_called():
    meeting = MeetingFactory()
    late = meeting.answer_by + timedelta(minutes=1)

    own = rules.still_open(meeting, late, acting=meeting.called_by).reason
    other = rules.still_open(meeting, late, acting=head_of(RegionFactory())).reason

    assert "langsung" not in own and "wilayah Anda sendiri" in own
    assert f"Mohon hubungi {meeting.organiser.full_name} langsung" in other


def test_a_settled_poll_names_the_chosen_date_and_no_best_one():
    poll = PollFactory()
    slot = poll.slots.last()
    PollAnswer.objects.create(
        slot=slot, region=poll.organiser, choice="yes",
        answered_at=poll.closes_at, answered_by=poll.asked_by,
    )  # fmt: skip
    assert "best" in {date.standing for date in shown(poll, None)["dates"]}

    poll.meeting = MeetingFactory(starts_at=slot.starts_at, ends_at=slot.ends_at)
    poll.state = "settled"
    standing = {date.pk: date.standing for date in shown(poll, None)["dates"]}

    assert standing.pop(slot.pk) == "chosen" and set(standing.values()) <= {""}


def test_a_withdrawn_poll_names_neither():
    poll = PollFactory(state="withdrawn", withdrawn_reason="Ditunda.")

    assert {date.standing for date in shown(poll, None)["dates"]} == {""}


def test_the_ready_text_ends_a_place_with_one_full_stop():
    meeting = MeetingFactory(place="Balai Desa Jl. Merdeka No. 3.")

    text = whatsapp_text(meeting, "https://contoh.id")

    assert "No. 3. " in text and ".." not in text


@pytest.mark.parametrize(("noun", "said"), [({"of": "anggota"}, "anggota"), ({}, "wilayah")])
def test_the_vote_counts_whom_the_quorum_counts(noun, said):
    quorum = {"met": True, "represented": 2, "invited": 3, "needed": 2, "rule": "quorum"} | noun

    assert minutes_text._quorum_then(quorum) == (
        f"Saat pemungutan suara dibuka 2 dari 3 {said} hadir; kuorum 2 {said} tercapai."
    )


@pytest.mark.parametrize("is_guest", [True, False])
def test_a_guest_region_reads_that_it_does_not_vote(is_guest):
    meeting = MeetingFactory()
    context = notices.invitation_context(
        meeting, meeting.called_by, agenda=[], url="https://a.id", letter_url=""
    )

    text = notices.letter("meetings/mail/invitation", None, context | {"is_guest": is_guest}).text

    assert ("diundang sebagai tamu" in text) is is_guest


def test_the_mail_about_a_move_tells_how_to_take_part_online():
    meeting = MeetingFactory(link="https://rapat.contoh.id/1")
    facts = notices.facts_of(meeting, meeting.called_by.user)

    text = notices.letter(
        "meetings/mail/changed", None, facts | {"moved": True, "url": "https://a.id"}
    ).text

    assert "Ikut secara daring" in text
