"""The pages of what goes upward: sent, answered, replied to, noted, listed."""

import pytest
from django.urls import reverse

from projects import actions
from projects.models import Escalation
from projects.waiting import waiting_for
from tests.factories.projects import (
    EscalationFactory,
    EscalationStepFactory,
    MergeOfferFactory,
    ProjectFactory,
    head_of,
)
from tests.factories.villages import MandateFactory
from tests.projects.conftest import WHY_UPWARD as WHY
from tests.projects.conftest import url_of
from tests.projects.test_reading import count

pytestmark = pytest.mark.django_db


def at(name, escalation):
    return reverse(f"projects:{name}", args=[escalation.code])


def page_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_lead_sends_it_on(as_, project, head, camat):
    client = as_(head)
    assert "Teruskan" in page_of(client, url_of("detail", project))
    page = page_of(client, url_of("escalate", project))
    assert f"{camat.region.full_name}" in page
    assert "belum ada petugas yang punya akun" in page  # of the regency
    typed = {"receiver": camat.region_id, "ask": "fund", "reason": WHY}
    response = client.post(url_of("escalate", project), typed)
    found = Escalation.objects.get()
    assert response["Location"] == found.get_absolute_url()
    assert client.post(url_of("escalate", project), typed)["Location"] == response["Location"]
    assert "menunggu jawaban" in page_of(client, url_of("detail", project)).lower()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"receiver": ""}, "Pilih kepada siapa"),
        ({"receiver": "99.99"}, "Pilih salah satu"),
        ({"ask": "gold"}, "Pilih salah satu"),
        ({"ask": ""}, "Pilih apa yang Anda minta"),
        ({"reason": ""}, "mengapa usulan ini terlalu besar"),
        ({"reason": "x" * 1001}, "1000"),
        ({"reason": "\x00"}, "mengapa usulan ini terlalu besar"),
    ],
)
def test_bad_input_is_told_and_nothing_is_sent(as_, project, head, subdistrict, words, says):
    typed = {"receiver": subdistrict.pk, "ask": "fund", "reason": WHY} | words
    response = as_(head).post(url_of("escalate", project), typed)
    assert response.status_code == 200
    assert says in response.content.decode()
    assert not Escalation.objects.exists()


def test_a_second_one_elsewhere_keeps_its_text(as_, project, sent, regency, head):
    typed = {"receiver": regency.pk, "ask": "lead", "reason": "Kalimat saya"}
    page = as_(head).post(url_of("escalate", project), typed).content.decode()
    assert "masih menunggu di" in page
    assert "Kalimat saya" in page


def test_the_officer_sees_it_on_his_start_page_and_takes_it_up(as_, project, sent, officer, client):
    task = next(task for task in waiting_for(officer, officer.user) if task.icon == "up")
    assert (task.url, project.title in task.title) == (sent.get_absolute_url(), True)
    as_(officer)
    assert WHY in page_of(client, sent.get_absolute_url())
    address = at("answer_escalation", sent)
    page_of(client, address)
    assert "Pilih salah satu dari tiga" in client.post(address, {"text": "Ya."}).content.decode()
    assert "perlu diketahui" in client.post(address, {"answer": "ya"}).content.decode()
    assert client.post(address, {"answer": "ya", "text": "Kami bawa."}).status_code == 302
    sent.refresh_from_db()
    assert sent.state == "taken_up"
    assert "tetap menjadi penggagas proyek" in page_of(client, sent.get_absolute_url())
    late = client.post(address, {"answer": "tidak", "text": "Tidak jadi."})
    assert late.status_code == 409
    assert "Tidak jadi." in late.content.decode()  # to copy
    assert not [task for task in waiting_for(officer, officer.user) if task.icon == "up"]


def test_an_officer_of_the_regency_hears_of_it_too(project, regency, regency_officer, head):
    found = actions.escalate(project, regency, by=head, ask="permit", reason=WHY)
    assert [task.url for task in waiting_for(regency_officer, regency_officer.user)] == [
        found.get_absolute_url()
    ]


def test_the_words_are_for_those_whom_they_concern(as_, client, project, sent, partner_heads):
    for address in (sent.get_absolute_url(), url_of("detail", project)):
        client.logout()
        page = page_of(client, address)
        assert "Menunggu jawaban" in page
        assert WHY not in page
        assert WHY in page_of(as_(partner_heads[0]), address)


def test_asked_back_replied_declined(as_, client, sent, camat, head):
    as_(camat).post(at("answer_escalation", sent), {"answer": "tanya", "text": "Berapa rumah?"})
    task = next(task for task in waiting_for(head, head.user) if task.url.endswith(f"{sent.code}/"))
    assert task.icon == "chat"
    as_(head)
    assert "Jawablah" in page_of(client, sent.get_absolute_url())
    assert "Berapa rumah?" in page_of(client, at("reply_escalation", sent))
    assert "Tulis satu kalimat" in client.post(at("reply_escalation", sent)).content.decode()
    client.post(at("reply_escalation", sent), {"text": "812 rumah."})
    as_(camat).post(at("answer_escalation", sent), {"answer": "tidak", "text": "Habis."})
    page = page_of(client, sent.get_absolute_url())
    for words in ("Berapa rumah?", "812 rumah.", "Habis.", "Tidak ditindaklanjuti"):
        assert words in page


def test_taken_back(as_, sent, head):
    client = as_(head)
    page_of(client, at("take_back_escalation", sent))
    client.post(at("take_back_escalation", sent), {"text": "Kami perbaiki."})
    assert "Ditarik kembali" in page_of(client, sent.get_absolute_url())
    late = client.post(at("take_back_escalation", sent), {"text": "Sekali lagi."})
    assert late.status_code == 409
    assert "Sekali lagi." in late.content.decode()  # to copy


def test_notes_name_the_list_and_the_rank(as_, sent, camat):
    actions.take_up(sent, by=camat, text="Kami bawa.")
    client, address = as_(camat), at("note_escalation", sent)
    page_of(client, address)
    year = sent.created_at.year + 1
    for words, says in (
        ({"list": "kecamatan"}, "untuk tahun berapa"),
        ({"rank": "3"}, "Pilih daftar"),
        ({"list": "kecamatan", "year": "1900"}, "Pilih tahun dari"),
        ({"list": "kecamatan", "year": "x"}, "Tulis tahun"),
        ({"list": "kecamatan", "year": year, "rank": "0"}, "Peringkat pertama"),
        ({"list": "kecamatan", "year": year, "rank": "9" * 400}, "antara 1 dan 9.999"),
        ({"list": "mars", "year": year}, "Pilih salah satu"),
        ({"text": ""}, "bagaimana kelanjutannya"),
    ):
        response = client.post(address, {"text": "Masuk daftar."} | words)
        assert response.status_code == 200
        assert says in response.content.decode()
    note = {"text": "Masuk daftar.", "list": "kecamatan", "year": year, "rank": "3"}
    client.post(address, note)
    page = page_of(client, sent.get_absolute_url())
    assert "Musrenbang Kecamatan" in page
    assert "peringkat 3" in page


def test_the_copy_shows_the_tree_of_origins(as_, client, project, sent, camat):
    taken_in = ProjectFactory(title="Air bersih dusun atas")
    offer = MergeOfferFactory(project=taken_in, target=project)
    actions.accept_merge(offer, by=head_of(project.lead))
    other = EscalationFactory(project=ProjectFactory(title="Air bersih lereng barat"))
    EscalationStepFactory(escalation=other)
    actions.take_up(sent, by=camat, text="Kami bawa.")
    as_(camat)
    typed = {"answer": "ya", "text": "Bersama.", "part_of": "XXXXXXX"}
    page = client.post(at("answer_escalation", other), typed).content.decode()
    assert "Pilih usulan lain yang sudah Anda tindak lanjuti" in page
    client.post(at("answer_escalation", other), typed | {"part_of": sent.code})
    actions.note_progress(sent, by=camat, text="Masuk daftar bersama.")
    client.logout()
    page = page_of(client, sent.get_absolute_url())
    for row in (project, taken_in, other.project):
        assert row.title in page
    page = page_of(as_(head_of(other.project.lead)), other.get_absolute_url())
    assert sent.get_absolute_url() in page
    assert "Masuk daftar bersama." in page


# --- the list of what was sent to a region


def test_officers_see_what_was_sent_within_their_region(as_, sent, camat, regency_officer, head):
    address = reverse("projects:received")
    for mandate in (camat, regency_officer):
        assert sent.version.title in page_of(as_(mandate), address)
    client = as_(camat)
    assert sent.version.title not in page_of(client, f"{address}?keadaan=taken_up")
    assert sent.version.title in page_of(client, f"{address}?keadaan=mars")
    elsewhere = MandateFactory(region__code="33.07.77", office="camat", title="Camat")
    assert sent.version.title not in page_of(as_(elsewhere), address)
    assert as_(head).get(address).status_code == 403


# --- at any size


def test_the_list_costs_the_same_with_two_and_with_twelve(as_, camat):
    client, address = as_(camat), reverse("projects:received")
    EscalationFactory.create_batch(2)
    client.get(address)
    few = count(client, address)
    EscalationFactory.create_batch(10)
    assert count(client, address) == few


def test_a_copy_costs_the_same_with_one_origin_and_with_many(as_, sent, camat):
    client = as_(camat)
    actions.take_up(sent, by=camat, text="Kami bawa.")

    def join(number):
        for _each in range(number):
            part = EscalationFactory(state="taken_up", part_of=sent)
            EscalationStepFactory(escalation=part)
            offer = MergeOfferFactory(target=part.project)
            actions.accept_merge(offer, by=head_of(part.project.lead))

    join(1)
    client.get(sent.get_absolute_url())
    few = count(client, sent.get_absolute_url())
    join(4)
    assert count(client, sent.get_absolute_url()) == few


def test_the_page_of_a_proposal_costs_the_same_whatever_was_sent(as_, project, head, camat):
    client = as_(head)

    def send(number):
        for _each in range(number):
            found = actions.escalate(project, camat.region, by=head, ask="fund", reason=WHY)
            actions.take_escalation_back(found, by=head, text="Nanti.")

    send(1)
    client.get(url_of("detail", project))
    few = count(client, url_of("detail", project))
    send(3)
    assert count(client, url_of("detail", project)) == few
