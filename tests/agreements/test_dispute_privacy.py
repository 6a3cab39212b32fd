"""Who learns of a dispute: person by state, on its pages, in lists, meetings, search and letters."""

import uuid

import pytest
from django.urls import reverse

from agreements.actions import disputing
from agreements.models import Dispute
from core.models import AuditEvent
from meetings import rules as meeting_rules
from meetings.models import Meeting
from notifications.models import Mail, Notification
from tests.agreements.disagreeing import (
    FACTS,
    disputed,
    fresh,
    mediated,
    passed_on,
    proof,
    say,
    settled,
    sit,
)
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
READERS = {
    "drafting head", "drafting secretary", "other head", "other secretary", "own camat",
    "own officer", "regency",
}  # fmt: skip
STAGES = {
    "deliberation": lambda found, camat: found,
    "referred": lambda found, camat: passed_on(found),
    "mediation": mediated,
    "settled": settled,
    "withdrawn": lambda found, camat: disputing.withdraw_dispute(
        found, by=found.raised_by, reason="Sudah."
    ),
}


@pytest.mark.parametrize("stage", STAGES)
def test_the_same_people_read_it_at_every_stage(stage, villages, people, operator, client):
    found = STAGES[stage](disputed(villages), people["own camat"])
    statement = say(found, people["other head"], file=proof()) if found.is_open else None
    addresses = [found.get_absolute_url(), reverse("agreements:dispute_say", args=[found.code])]
    if statement:
        addresses.append(reverse("agreements:dispute_paper", args=[found.code, statement.pk]))
    for name, acting in people.items():
        user = acting.user if acting else UserFactory()
        assert (name in READERS) == Dispute.objects.visible_to(user).exists(), name
        client.force_login(user)
        assert (client.get(found.get_absolute_url()).status_code == 200) == (name in READERS), name
    client.force_login(operator)
    for address in addresses:
        assert client.get(address).status_code == 404


def test_its_paper_is_for_its_readers(villages, people, client):
    found = disputed(villages)
    said = say(found, people["other head"], file=proof())
    address = reverse("agreements:dispute_paper", args=[found.code, said.pk])
    client.force_login(people["regency"].user)
    response = client.get(address)
    assert response.status_code == 200 and "attachment" in response["Content-Disposition"]
    assert b"".join(response)[:5] == b"%PDF-"
    client.force_login(people["stranger head"].user)
    assert client.get(address).status_code == 404


def test_its_words_stand_in_no_letter_line_or_trail(villages, people):
    found = settled(disputed(villages), people["own camat"])
    disputing_words = (FACTS, found.wish, "Tunggakan dicicil", "Kami sudah")
    for row in [*Mail.objects.values_list("text", flat=True), *map(
        str, Notification.objects.values_list("title", "body")
    ), *map(str, AuditEvent.objects.values_list("detail", flat=True))]:  # fmt: skip
        assert not any(words in row for words in disputing_words)


def test_a_session_is_seen_by_those_who_speak_for_the_parties_only(
    villages, people, operator, client
):
    meeting = sit(disputed(villages), people["drafting head"]).meeting
    seen = {"drafting head", "drafting secretary", "other head", "other secretary"}
    for name, acting in people.items():
        user = acting.user if acting else UserFactory()
        assert Meeting.objects.visible_to(user).exists() == (name in seen), name
        assert Meeting.objects.concerning(user).exists() == (name in seen), name
        assert Meeting.objects.next_meeting_of(acting).exists() == (name in seen), name
        client.force_login(user)
        page = client.get(reverse("meetings:list"))
        assert (meeting.title in page.content.decode()) == (name in seen), name
        for address in ("meetings:detail", "meetings:calendar", "meetings:letter"):
            status = client.get(reverse(address, args=[meeting.pk])).status_code
            assert (status == 200) == (name in seen), (name, address)
    client.logout()
    assert meeting.title not in client.get("/").content.decode()
    found = client.get(reverse("search"), {"q": meeting.title}).content.decode()
    assert meeting.get_absolute_url() not in found
    assert client.get(meeting.get_absolute_url()).status_code == 404


def test_a_private_talk_decides_nothing_and_has_no_minutes(villages, people):
    by = people["drafting head"]
    meeting = sit(disputed(villages), by).meeting
    for verdict in (
        meeting_rules.can_minute(by, meeting),
        meeting_rules.can_record_decision(by, meeting),
    ):
        assert not verdict and "tertutup" in verdict.reason
    assert not Meeting.objects.without_minutes().filter(pk=meeting.pk).exists()


def test_the_session_leads_to_the_case_and_the_officers_read_when_it_is(villages, people, client):
    found = disputed(villages)
    meeting = sit(found, people["drafting head"]).meeting
    client.force_login(people["other head"].user)
    assert found.get_absolute_url() in client.get(meeting.get_absolute_url()).content.decode()
    client.force_login(people["own camat"].user)
    page = client.get(found.get_absolute_url()).content.decode()
    assert "Pendopo Kecamatan" in page and meeting.get_absolute_url() not in page


def test_the_public_learns_of_a_settled_dispute_without_names(villages, people, client):
    found = disputed(villages)
    page = client.get(found.agreement.get_absolute_url()).content.decode()
    assert 'id="perselisihan"' not in page
    settled(found, people["own camat"])
    page = client.get(found.agreement.get_absolute_url()).content.decode()
    assert 'id="perselisihan"' in page and found.code not in page
    assert "Tunggakan" not in page
    client.force_login(people["other head"].user)
    assert (
        found.get_absolute_url() in client.get(found.agreement.get_absolute_url()).content.decode()
    )


def test_operators_see_that_it_is_there_and_no_word_of_it(villages, people, operator, client):
    found = disputed(villages)
    client.force_login(operator)
    page = client.get(reverse("admin:agreements_dispute_change", args=[found.pk]))
    assert page.status_code == 200
    text = page.content.decode()
    assert found.code in text and FACTS not in text and found.wish not in text


def test_no_agreement_is_drafted_out_of_a_private_talk(villages, people, client):
    meeting = sit(disputed(villages), people["drafting head"]).meeting
    client.force_login(people["drafting head"].user)
    address = reverse("agreements:draft")
    assert client.get(address, {"pertemuan": meeting.pk}).status_code == 404
    assert uuid.UUID(str(meeting.uid)) and fresh(meeting.talk.dispute).state == "deliberation"
