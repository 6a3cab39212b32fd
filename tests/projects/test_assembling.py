"""The assemblies at home come first, where the lead wants it so."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.errors import Forbidden, Refusal
from projects import actions
from projects.models import Consent, HomeResult, Project
from projects.waiting import waiting_for
from tests.factories.projects import (
    ConsentFactory,
    HomeResultFactory,
    ProjectFactory,
    VersionFactory,
    in_days,
)
from tests.factories.villages import MandateFactory, RegionFactory, SubdistrictFactory
from tests.papers import paper
from tests.projects.conftest import url_of

pytestmark = pytest.mark.django_db
S = Project.State


@pytest.fixture
def project(lead, partners, head, partner_heads):
    """Under deliberation, with the assemblies first; nobody has answered."""
    return ProjectFactory(lead=lead, partners=partners, home_first=True)


def record(project, by, **words):
    given = {
        "number": 1, "token": uuid.uuid4(), "agrees": True, "held_on": in_days(-2),
        "paper_number": "140/07/BA/2026",
    }  # fmt: skip
    return actions.record_result(project, by=by, **given | words)


def typed(**words):
    return {
        "number": 1, "token": str(uuid.uuid4()), "agrees": "ya",
        "held_on": in_days(0).isoformat(), "paper_number": "140/07/BA/2026",
    } | words  # fmt: skip


def page_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


# --- the gate


def test_no_consent_before_the_assembly_has_agreed(as_, project, partner_heads):
    with pytest.raises(Refusal, match="hasil musyawarah Desa Besani"):
        actions.answer(project, by=partner_heads[0], number=1, answer="given")
    page = as_(partner_heads[0]).get(url_of("answer", project)).content.decode()
    assert "Kepala atau sekretaris Desa Besani dapat mencatatnya" in page
    record(project, partner_heads[0], agrees=False)
    with pytest.raises(Refusal, match="tidak menyetujui"):
        actions.answer(project, by=partner_heads[0], number=1, answer="given")
    record(project, partner_heads[0])
    assert actions.answer(project, by=partner_heads[0], number=1, answer="given").pk


@pytest.mark.parametrize("answer", ["changes", "declined"])
def test_other_answers_are_free(project, partner_heads, answer):
    given = actions.answer(
        project, by=partner_heads[0], number=1, answer=answer, reason="Mahal.",
        requests={"biaya": "Mahal."},
    )  # fmt: skip
    assert given.answer == answer


def test_the_database_refuses_it_too(project, partners):
    with pytest.raises(DatabaseError), transaction.atomic():
        ConsentFactory(version=project.current, region=partners[0])
    HomeResultFactory(version=project.current, region=partners[0])
    HomeResultFactory(version=project.current, region=partners[0], agrees=False)
    with pytest.raises(DatabaseError), transaction.atomic():
        ConsentFactory(version=project.current, region=partners[0])
    HomeResultFactory(version=project.current, region=partners[0])
    ConsentFactory(version=project.current, region=partners[0])


def test_the_leads_head_does_not_consent_by_proposing(head, partner_heads, words):
    actions.propose(actions.begin(by=head), by=head, **words | {"home_first": True})
    proposed = Project.objects.get()
    assert proposed.current.home_first
    assert not Consent.objects.exists()
    with pytest.raises(Refusal):
        actions.answer(proposed, by=head, number=1, answer="given")
    record(proposed, head)
    actions.answer(proposed, by=head, number=1, answer="given")


def test_where_it_is_not_asked_for_nothing_is_recorded(as_, lead, head, partners):
    project = ProjectFactory(lead=lead, partners=partners)
    with pytest.raises(Refusal, match="tidak meminta hasil musyawarah"):
        record(project, head)
    assert "Musyawarah di wilayah masing-masing" not in page_of(
        as_(head), url_of("detail", project)
    )
    actions.answer(project, by=head, number=1, answer="given")


def test_the_choice_stands_on_the_page_of_the_timetable(as_, head):
    draft = actions.begin(by=head)
    page = page_of(as_(head), url_of("page", draft.project, "jadwal"))
    assert "Hasil musyawarah tiap wilayah didahulukan" in page


# --- recording


def test_a_secretary_records_for_his_own_region(as_, project, partners):
    secretary = MandateFactory(region=partners[0], office="secretary", title="Sekretaris Desa")
    response = as_(secretary).post(url_of("record_result", project), typed())
    assert response["Location"].endswith("#musyawarah")
    result = HomeResult.objects.get()
    assert (result.region, result.kind, result.agrees) == (partners[0], "musdes", True)
    assert (result.person_name, result.office_title) == (
        str(secretary.user), "Sekretaris Desa",
    )  # fmt: skip
    assert str(result) == "Desa Besani: musyawarah desa (Musdes)"


def test_kecamatan_and_kelurahan_have_assemblies_of_their_own(lead):
    kelurahan = RegionFactory(code="33.07.05.1006", kind="urban", word="Kelurahan", name="Leksono")
    subdistrict = SubdistrictFactory(code="33.07.09")
    project = ProjectFactory(lead=lead, partners=[kelurahan, subdistrict], home_first=True)
    lurah = MandateFactory(region=kelurahan)
    camat = MandateFactory(region=subdistrict, office="camat", title="Camat")
    assert record(project, lurah).kind == "muskel"
    assert record(project, camat).kind == "rakor"


def test_the_council_records_the_result_of_its_own_village_and_nothing_else(as_, project, partners):
    council = MandateFactory(region=partners[0], office="council", title="Ketua BPD")
    (task,) = waiting_for(council, council.user)
    assert task.url == url_of("record_result", project)
    client = as_(council)
    assert task.url in page_of(client, url_of("detail", project))
    client.post(task.url, typed(paper_number=""))
    assert not HomeResult.objects.exists()
    client.post(task.url, typed())
    result = HomeResult.objects.get()
    assert (result.region, result.office_title) == (partners[0], "Ketua BPD")
    assert waiting_for(council, council.user) == []
    with pytest.raises(Forbidden):
        actions.answer(project, by=council, number=1, answer="given")


def test_strangers_record_nothing(as_, project, partners):
    elsewhere = MandateFactory(office="council", title="Ketua BPD")
    official = MandateFactory(region=partners[0], office="official", title="Kaur")
    for by in (MandateFactory(), elsewhere, official):
        with pytest.raises(Forbidden):
            record(project, by)
        assert as_(by).get(url_of("record_result", project)).status_code == 403


def test_the_same_form_twice_is_one_row_and_a_new_one_corrects(as_, project, partner_heads):
    token = uuid.uuid4()
    first = record(project, partner_heads[0], token=token)
    assert record(project, partner_heads[0], token=token) == first
    record(project, partner_heads[0], paper_number="140/08/BA/2026")
    page = page_of(as_(partner_heads[0]), url_of("detail", project))
    assert page.index("140/08/BA/2026") < page.index("140/07/BA/2026")
    assert "Dikoreksi; tercatat sebelumnya:" in page
    with pytest.raises(DatabaseError), transaction.atomic():
        HomeResult.objects.update(number="lain")
    with pytest.raises(DatabaseError), transaction.atomic():
        first.delete()


def test_who_has_consented_does_not_record_a_refusal(project, partner_heads):
    record(project, partner_heads[0])
    actions.answer(project, by=partner_heads[0], number=1, answer="given")
    with pytest.raises(Refusal, match="sudah menyetujui"):
        record(project, partner_heads[0], agrees=False)
    record(project, partner_heads[0], paper_number="140/09/BA/2026")


BAD = [
    ({"agrees": ""}, "Pilih keputusan musyawarah."),
    ({"agrees": "mungkin"}, "id_agrees_0"),
    ({"held_on": ""}, "Isi tanggal musyawarah."),
    ({"held_on": "31/02/2026"}, "31/12/2026"),
    ({"held_on": "9" * 400}, "31/12/2026"),
    ({"paper_number": ""}, "Tulis nomor berita acara, atau lampirkan berkasnya."),
    ({"paper_number": "\x00\u200b"}, "Tulis nomor berita acara, atau lampirkan berkasnya."),
    ({"paper_number": "x" * 61}, "Tulis paling banyak 60"),
    ({"number": "9" * 400}, "id_number"),
    ({"number": "2"}, "Usulan sudah berubah"),
    ({"token": "x"}, "id_token"),
]


@pytest.mark.parametrize(("words", "says"), BAD)
def test_bad_input_is_told_beside_the_field(as_, project, partner_heads, words, says):
    response = as_(partner_heads[0]).post(url_of("record_result", project), typed(**words))
    assert response.status_code == 200
    assert says in response.content.decode()
    assert not HomeResult.objects.exists()


def test_days_to_come_and_long_past_are_refused(as_, project, partner_heads):
    client, address = as_(partner_heads[0]), url_of("record_result", project)
    page = client.post(address, typed(held_on=in_days(1).isoformat())).content.decode()
    assert "Tanggal ini belum tiba." in page
    page = client.post(address, typed(held_on=in_days(-1).isoformat())).content.decode()
    assert "pertama kali dikirim" in page
    page = client.post(address, typed(held_on="2019-01-01")).content.decode()
    assert "lebih dari dua tahun" in page
    with pytest.raises(DatabaseError), transaction.atomic():
        HomeResultFactory(version=project.current, held_on=in_days(2))


def test_the_leads_own_assembly_may_come_before_the_proposal_by_a_year_at_most(
    as_, project, head, partner_heads
):
    address = url_of("record_result", project)
    page = as_(head).post(address, typed(held_on=in_days(-367).isoformat())).content.decode()
    assert "paling lama setahun" in page
    for before in (partner_heads[0], head):
        as_(before).post(address, typed(held_on=in_days(-364).isoformat()))
    assert HomeResult.objects.get().region == project.lead


def test_a_file_stands_for_the_number(as_, client, project, partner_heads):
    address = url_of("record_result", project)
    as_(partner_heads[0]).post(address, typed(paper_number="", paper=paper()))
    result = HomeResult.objects.get()
    file = url_of("result_paper", project, result.pk)
    response = as_(partner_heads[1]).get(file)
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Cache-Control"] == "private, no-store"
    assert response.getvalue()
    assert file in page_of(as_(partner_heads[1]), url_of("detail", project))
    stranger = MandateFactory(region=RegionFactory(code="34.01.01.2001"))
    assert as_(stranger).get(file).status_code == 404
    page = page_of(as_(stranger), url_of("detail", project))
    assert file not in page
    assert "Berita acara bertanda tangan ada pada para mitra." in page
    assert as_(stranger).get(url_of("result_paper", project, 0)).status_code == 404


def test_a_file_that_is_none_and_one_that_was_lost(as_, project, partner_heads):
    client, address = as_(partner_heads[0]), url_of("record_result", project)
    fake = SimpleUploadedFile("a.jpg", b"hello", "image/jpeg")
    assert (
        "Pilih berkas PDF, JPEG, atau PNG"
        in client.post(address, typed(paper=fake)).content.decode()
    )
    page = client.post(address, typed(paper=paper(), held_on="")).content.decode()
    assert "Pilih berkasnya lagi" in page
    assert not HomeResult.objects.exists()


# --- a later version


@pytest.fixture
def second(project, partner_heads):
    """Version 2 after the first partner's assembly agreed to version 1."""
    record(project, partner_heads[0])
    project.current = VersionFactory(project=project, number=2, home_first=True)
    Project.objects.filter(pk=project.pk).update(current=project.current)
    return project


def test_a_result_counts_for_a_later_version_only_if_said_so(as_, second, partner_heads):
    with pytest.raises(Refusal, match="harus dicatat"):
        actions.answer(second, by=partner_heads[0], number=2, answer="given")
    client, address = as_(partner_heads[0]), url_of("record_result", second)
    assert "membahas versi 1" in page_of(client, address)
    page = client.post(address, {"bawa": "1", "bawa-number": "2"}).content.decode()
    assert "Centang bila memang demikian" in page
    response = client.post(address, {"bawa": "1", "bawa-number": "2", "bawa-untouched": "on"})
    assert response.status_code == 302
    carried = HomeResult.objects.get(version=second.current)
    assert carried.carried_from.version.number == 1
    assert carried.number == "140/07/BA/2026"
    actions.answer(second, by=partner_heads[0], number=2, answer="given")
    assert "Diputuskan tentang versi 1" in page_of(client, url_of("detail", second))
    assert "membahas versi 1" not in page_of(client, address)


def test_it_is_carried_once_and_for_the_version_that_was_shown(second, partner_heads):
    with pytest.raises(Refusal, match="Usulan sudah berubah"):
        actions.carry_result(second, by=partner_heads[0], number=1)
    first = actions.carry_result(second, by=partner_heads[0], number=2)
    assert actions.carry_result(second, by=partner_heads[0], number=2) == first
    with pytest.raises(Refusal, match="Belum ada hasil"):
        actions.carry_result(second, by=partner_heads[1], number=2)


# --- what is shown, and what waits


def test_all_seats_are_shown_with_their_results(as_, client, project, head, partner_heads):
    record(project, head, agrees=False)
    record(project, partner_heads[0])
    page = page_of(client, url_of("detail", project))
    assert "1 dari 3 menyetujui" in page
    assert "Belum ada hasil" in page
    assert "Catat hasil musyawarah" not in page
    assert "Catat hasil musyawarah" in page_of(as_(head), url_of("detail", project))


def test_a_result_of_a_region_without_a_seat_is_not_shown(client, project):
    HomeResultFactory(version=project.current, region=RegionFactory(name="Jauh"))
    assert "0 dari 3 menyetujui" in page_of(client, url_of("detail", project))


def test_the_result_waits_to_be_recorded(project, partner_heads, partners):
    secretary = MandateFactory(region=partners[0], office="secretary")
    for mandate in (partner_heads[0], secretary):
        task = next(t for t in waiting_for(mandate, mandate.user) if t.icon == "users")
        assert task.title == f"Catat hasil musyawarah: {project.title}"
        assert task.due == in_days(14)
    record(project, secretary)
    assert not [t for t in waiting_for(secretary, secretary.user) if t.icon == "users"]


def test_a_result_is_dated_by_the_clock_of_the_east(project):
    there = timezone.now() + timedelta(hours=9)
    HomeResultFactory(version=project.current, held_on=there.date())


def test_the_page_costs_the_same_with_two_results_and_with_eight(client, lead):
    def price(size):
        partners = RegionFactory.create_batch(size)
        answers = dict.fromkeys(partners, "given")
        project = ProjectFactory(lead=lead, partners=partners, home_first=True, answers=answers)
        for region in partners:
            HomeResultFactory(version=project.current, region=region)
        with CaptureQueriesContext(connection) as queries:
            page_of(client, url_of("detail", project))
        return len(queries)

    price(1)
    assert price(2) == price(8)
