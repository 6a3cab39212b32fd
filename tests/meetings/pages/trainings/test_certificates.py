"""Certificates of trainings and requested topics, in the browser."""

import pytest

from meetings import actions
from meetings.models import TopicRequest
from tests.factories.accounts import UserFactory
from tests.factories.trainings import (
    EnrolmentFactory,
    SentEnrolmentFactory,
    TopicRequestFactory,
)
from tests.factories.villages import MandateFactory
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
