"""Certificates of trainings and requested topics, in the browser."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from core.errors import Refusal
from core.models import AuditEvent
from meetings import actions, training_rules
from meetings.models import Certificate, TopicRequest
from notifications.models import Mail
from tests.factories.accounts import UserFactory
from tests.factories.trainings import (
    EnrolmentFactory,
    SentEnrolmentFactory,
    TopicRequestFactory,
)
from tests.factories.villages import MandateFactory
from tests.meetings.crowd import at_once
from tests.meetings.pages.trainings.answers import queries

pytestmark = pytest.mark.django_db


# --- certificates ---------------------------------------------------------------------


@pytest.fixture
def certificate(held, camat):
    keys = set(held.enrolments.values_list("pk", flat=True))
    actions.note_presence(held, by=camat, shown=keys, present=keys)
    return actions.issue_certificates(held, by=camat)[0]


def test_everybody_with_the_code_can_check_it(client, certificate):
    text = client.get(certificate.get_absolute_url().lower()).content.decode()

    assert "Sertifikat asli" in text
    for words in (certificate.name, certificate.title, certificate.organiser, certificate.number):
        assert words in text
    assert "unduh" not in text


@pytest.mark.parametrize("code", ["2" * 26, "abc", "X" * 200])
def test_every_wrong_code_is_unknown_in_the_same_words(client, code):
    page = client.get(f"/sertifikat/{code}/")

    assert (page.status_code, "tidak dikenal" in page.content.decode()) == (404, True)


def test_guessing_is_slowed_down(client, certificate):
    answers = [client.get(f"/sertifikat/{'2' * 26}/").status_code for _number in range(21)]

    assert answers == [404] * 20 + [429]
    assert client.get(certificate.get_absolute_url()).status_code == 200


def test_the_code_is_typed_by_those_who_cannot_scan(client, certificate):
    spaced = " ".join(certificate.code).lower()

    assert client.get("/sertifikat/", {"kode": spaced}).url == certificate.get_absolute_url()
    assert "26 huruf" in client.get("/sertifikat/?kode=ABC").content.decode()
    assert client.get("/sertifikat/").status_code == 200


def test_the_pdf_is_for_the_person_and_the_organiser(client, certificate, camat):
    address = f"{certificate.get_absolute_url()}unduh/"

    client.force_login(UserFactory())
    assert client.get(address).status_code == 403
    for user in (certificate.enrolment.booked_by, camat.user):
        client.force_login(user)
        assert client.get(address).content.startswith(b"%PDF-")
        assert "unduh" in client.get(certificate.get_absolute_url()).content.decode()


def test_the_region_that_sent_somebody_gets_his_certificate(client, held, camat):
    row = SentEnrolmentFactory(training=held)
    actions.note_presence(held, by=camat, shown={row.pk}, present={row.pk})
    (certificate,) = actions.issue_certificates(held, by=camat)
    secretary = MandateFactory(region=row.region, office="secretary")

    client.force_login(secretary.user)

    assert client.get(f"{certificate.get_absolute_url()}unduh/").status_code == 200


# --- revoked --------------------------------------------------------------------------------


REASON = "Salah orang: tidak hadir pada hari kedua"


def revoking(certificate):
    return f"{certificate.get_absolute_url()}cabut/"


def test_a_certificate_is_revoked_and_the_check_page_says_since_when(client, certificate, camat):
    client.force_login(camat.user)
    assert revoking(certificate) in client.get(certificate.get_absolute_url()).content.decode()
    assert client.get(revoking(certificate)).status_code == 200

    answer = client.post(revoking(certificate), {"reason": REASON})

    assert answer.url == certificate.get_absolute_url()
    own = client.get(answer.url).content.decode()
    assert REASON in own and "cabut/" not in own
    client.logout()
    page = client.get(certificate.get_absolute_url())
    text = page.content.decode()
    assert page.status_code == 200
    assert "Sertifikat asli" not in text and "Dicabut sejak" in text
    assert certificate.number in text and REASON not in text


def test_the_pdf_of_a_revoked_one_is_given_out_no_more(client, certificate, camat):
    actions.revoke_certificate(certificate, by=camat, reason=REASON)

    for user in (certificate.enrolment.booked_by, camat.user):
        client.force_login(user)
        answer = client.get(f"{certificate.get_absolute_url()}unduh/", follow=True)
        assert "sudah dicabut" in answer.content.decode()
        assert answer["Content-Type"].startswith("text/html")
        assert "unduh/" not in answer.content.decode()


def test_the_person_is_told_why_and_the_trail_keeps_it(certificate, camat):
    actions.revoke_certificate(certificate, by=camat, reason=REASON)

    user = certificate.enrolment.booked_by
    assert REASON in Mail.objects.get(kind="meetings.certificate_revoked", recipient=user).text
    assert user.notifications.filter(kind="meetings.certificate_revoked").count() == 1
    event = AuditEvent.objects.get(verb="meetings.certificate_revoked")
    assert event.detail["number"] == certificate.number and event.detail["reason"] == REASON


def test_only_who_issues_revokes_and_only_once(client, certificate, camat):
    for mandate in (MandateFactory(), MandateFactory(region=camat.region, office="kecamatan")):
        allowed = mandate.region_id == camat.region_id
        assert bool(training_rules.can_revoke(mandate, certificate)) is allowed
    stranger = MandateFactory()
    client.force_login(stranger.user)
    assert client.post(revoking(certificate), {"reason": REASON}).status_code == 403
    client.force_login(certificate.enrolment.booked_by)
    assert client.post(revoking(certificate), {"reason": REASON}).status_code == 403

    actions.revoke_certificate(certificate, by=camat, reason=REASON)
    with pytest.raises(Refusal, match="sudah dicabut"):
        actions.revoke_certificate(certificate, by=camat, reason="Lagi")
    client.force_login(camat.user)
    for answer in (client.get(revoking(certificate)), client.post(revoking(certificate))):
        assert answer.url == certificate.get_absolute_url()


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_a_reason_is_needed(client, certificate, camat, reason):
    client.force_login(camat.user)

    page = client.post(revoking(certificate), {"reason": reason})

    assert "reason" in page.context["form"].errors
    certificate.refresh_from_db()
    assert not certificate.is_revoked


def test_an_unknown_code_is_revoked_by_nobody(client, camat):
    client.force_login(camat.user)
    assert client.post(f"/sertifikat/{'2' * 26}/cabut/", {"reason": REASON}).status_code == 404


def test_the_database_keeps_it_revoked(certificate, camat):
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.update(revoke_reason="Tanpa tanda tangan")
    actions.revoke_certificate(certificate, by=camat, reason=REASON)
    with pytest.raises(DatabaseError), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(
            revoked_at=None, revoked_by=None, revoke_reason=""
        )


def test_the_lists_mark_it(client, certificate, camat):
    actions.revoke_certificate(certificate, by=camat, reason=REASON)

    client.force_login(camat.user)
    meeting = certificate.enrolment.training.meeting_id
    assert "(dicabut)" in client.get(f"/pelatihan/{meeting}/peserta/").content.decode()
    client.force_login(certificate.enrolment.booked_by)
    assert "Sertifikat dicabut" in client.get("/pelatihan/saya/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_revokes(certificate, camat):
    def revoke():
        try:
            actions.revoke_certificate(certificate, by=camat, reason=REASON)
        except Refusal:
            return "refused"
        return "revoked"

    assert sorted(at_once([revoke] * 6)) == ["refused"] * 5 + ["revoked"]
    assert Mail.objects.filter(kind="meetings.certificate_revoked").count() == 1


def test_my_trainings_show_my_certificates(client, certificate):
    client.force_login(certificate.enrolment.booked_by)

    row = client.get("/pelatihan/saya/").context["rows"][0]

    assert (row.label, row.certificate) == ("hadir", certificate)


def test_my_trainings_say_what_was_cancelled_and_where_i_was_not(client, citizen, held, camat):
    EnrolmentFactory(booked_by=citizen, training__meeting__cancelled=True)
    row = EnrolmentFactory(booked_by=citizen, training=held)
    actions.note_presence(held, by=camat, shown={row.pk}, present=set())

    rows = client.get("/pelatihan/saya/").context["rows"]

    assert [row.label for row in rows] == ["tidak hadir", "dibatalkan"]


# --- topics ---------------------------------------------------------------------------

WISH = {"topic": "usaha", "title": "Menjual lewat internet", "reason": "Harga jatuh"}


def test_a_citizen_asks_and_another_supports(client, citizen):
    asked = client.post("/pelatihan/usulan/tulis/", WISH)
    topic = TopicRequest.objects.get()
    assert asked.url == topic.get_absolute_url()

    client.force_login(UserFactory())
    for _number in range(2):
        client.post(f"/pelatihan/usulan/{topic.pk}/dukung/")

    topic.refresh_from_db()
    assert topic.supports == 2
    assert client.get("/pelatihan/usulan/").context["object_list"][0].is_supported


@pytest.mark.parametrize("field", ["topic", "title", "reason"])
def test_a_request_says_all_three(client, citizen, field):
    page = client.post("/pelatihan/usulan/tulis/", WISH | {field: ""})

    assert list(page.context["form"].errors) == [field]


def test_nobody_floods_the_wishes(client, citizen):
    pages = [client.post("/pelatihan/usulan/tulis/", WISH).status_code for _number in range(11)]

    assert pages == [302] * 10 + [200]


def test_who_asked_takes_it_back(client, citizen):
    topic = TopicRequestFactory(asked_by=citizen)

    client.post(f"/pelatihan/usulan/{topic.pk}/tarik/")

    assert not client.get("/pelatihan/usulan/").context["object_list"]
    assert client.post(f"/pelatihan/usulan/{topic.pk}/dukung/").status_code == 404


def test_answered_requests_lead_to_their_training(client, training):
    TopicRequestFactory(state="planned", training=training)

    page = client.get("/pelatihan/usulan/?waktu=terjawab")

    assert training.get_absolute_url() in page.content.decode()
    assert not client.get("/pelatihan/usulan/").context["object_list"]


def test_the_list_of_topics_asks_the_same_number_of_queries(client, citizen):
    TopicRequestFactory()
    few = queries(client, "/pelatihan/usulan/")
    for _number in range(5):
        head = MandateFactory()
        TopicRequestFactory(asked_by=head.user, mandate=head)

    assert queries(client, "/pelatihan/usulan/") == few
