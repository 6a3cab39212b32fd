"""Two who move a meeting at the same moment: one date, and the other sees his own words again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from core.models import AuditEvent
from tests.factories.meetings import MeetingFactory
from tests.factories.villages import MandateFactory
from tests.meetings.crowd import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_some_who_move_it_at_once_one_does_and_the_others_keep_their_words(client):
    camat, now = MandateFactory(), timezone.now()
    meeting = MeetingFactory(
        called_by=camat, starts_at=now + timedelta(days=5), invited=[camat.region]
    )
    client.force_login(camat.user)
    cookie, day = client.cookies["sessionid"].value, (now + timedelta(days=9)).date().isoformat()

    def moving(hour):
        def move():
            browser = Client()
            browser.cookies["sessionid"] = cookie
            typed = {
                "day": day, "start": f"{hour:02}:00", "end": f"{hour + 1:02}:00", "last_day": "",
                "zone": "Asia/Jakarta", "answer_day": "", "reason": f"Pukul {hour}",
                "seen": meeting.seen,
            }  # fmt: skip
            return browser.post(f"/pertemuan/{meeting.pk}/pindah/", typed)

        return move

    answers = at_once([moving(hour) for hour in (8, 9, 10)])

    refused = [answer for answer in answers if answer.status_code == 200]
    assert len(refused) == 2
    for page in refused:
        assert "berubah sejak" in page.content.decode()
        assert page.context["form"]["reason"].value().startswith("Pukul")
    meeting.refresh_from_db()
    assert meeting.sequence == 1
    assert AuditEvent.objects.filter(verb="meetings.moved").count() == 1
