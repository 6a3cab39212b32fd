"""Answering, starting, finishing and withdrawing, in the browser."""

import pytest
from django.contrib.messages import get_messages

from projects import actions
from projects.finishing import Loose
from projects.models import Consent, Draft, Project
from tests.factories.accounts import UserFactory
from tests.factories.money import CommitmentFactory, OfferFactory
from tests.factories.projects import (
    ChangeRequestFactory,
    ConsentFactory,
    ContributionFactory,
    ProjectFactory,
    VersionFactory,
)
from tests.factories.running import AdjustmentFactory
from tests.factories.villages import MandateFactory
from tests.projects.conftest import url_of

pytestmark = pytest.mark.django_db
S = Project.State


def notes_of(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def post_answer(client, project, **form):
    return client.post(url_of("answer", project), {"number": 1, "answer": "given"} | form)


def test_the_page_says_what_is_asked_and_what_it_costs(as_, project, partner_heads, partners):
    ContributionFactory(version=project.current, region=partners[0], amount=7_000_000)
    ContributionFactory(
        version=project.current, region=partners[0], kind="land", amount=0, note="Lahan bak"
    )
    ContributionFactory(version=project.current, region=partners[0], kind="labour", note="")
    page = as_(partner_heads[0]).get(url_of("answer", project)).content.decode()
    assert f"Kontribusi {partners[0].full_name}" in page
    assert "Rp7.000.000" in page
    assert "Lahan: Lahan bak" in page and "<span>Tenaga kerja</span>" in page
    assert f"Apakah {partners[0].full_name} setuju?" in page
    assert 'name="number" value="1"' in page
    assert "checked" not in page
    assert "bukan tanda tangan elektronik tersertifikasi" in page


@pytest.mark.parametrize(
    ("answer", "reason", "parts", "says"),
    [
        ("given", "", {}, "menyetujui versi 1"),
        ("changes", "", {"bagian_biaya": "Mahal."}, "meminta perubahan versi 1"),
        ("declined", "Tidak perlu.", {}, "menolak versi 1"),
    ],
)
def test_three_answers(as_, project, partner_heads, partners, answer, reason, parts, says):
    response = post_answer(as_(partner_heads[0]), project, answer=answer, reason=reason, **parts)
    assert response["Location"] == url_of("detail", project)
    assert notes_of(response) == [f"Tercatat: {partners[0].full_name} {says}."]
    given = Consent.objects.get(region=partners[0])
    assert (given.answer, given.reason, given.mandate) == (answer, reason, partner_heads[0])


def test_a_second_click_hears_the_same(as_, project, partner_heads):
    client = as_(partner_heads[0])
    first = notes_of(post_answer(client, project))
    again = post_answer(client, project)
    assert again.status_code == 302
    assert set(notes_of(again)) == set(first)
    assert Consent.objects.filter(region=partner_heads[0].region).count() == 1


def test_without_a_reason_the_page_comes_back_with_what_was_chosen(as_, project, partner_heads):
    response = post_answer(as_(partner_heads[0]), project, answer="declined")
    page = response.content.decode()
    assert "Tulis alasannya agar penggagas dapat menindaklanjuti." in page
    assert 'value="declined"' in page
    assert "checked" in page
    assert 'href="#id_reason"' in page


def test_another_answer_than_the_one_that_stands_is_not_called_recorded(
    as_, project, partner_heads
):
    client = as_(partner_heads[0])
    post_answer(client, project, answer="changes", bagian_biaya="Mahal.")

    late = notes_of(post_answer(client, project))[-1]

    assert "tidak dicatat" in late
    assert "meminta perubahan" in late
    assert Consent.objects.get(region=partner_heads[0].region).answer == "changes"


def test_what_was_typed_about_a_withdrawn_proposal_can_be_copied(as_, head, project, partner_heads):
    actions.withdraw(project, by=head, reason="Batal")

    page = post_answer(
        as_(partner_heads[0]), project, answer="declined", reason="Alasan yang panjang"
    ).content.decode()

    assert "Alasan yang panjang" in page
    assert "tidak sedang menunggu jawaban" in page


def test_an_answer_to_a_version_that_was_shown_before_the_change(as_, project, head, partner_heads):
    client = as_(head)
    client.post(url_of("change", project))
    client.post(url_of("page", project, "biaya"), {"cost": "1 juta", "rows": "1"})
    client.post(url_of("page", project, "catatan"), {"change_note": "Biaya turun."})
    client.post(url_of("send", project), {"revision": Draft.objects.get().revision})
    project.refresh_from_db()
    assert project.current.number == 2
    client = as_(partner_heads[0])
    response = client.post(
        url_of("answer", project), {"number": 1, "answer": "changes", "bagian_biaya": "Alasan yang panjang"},
    )  # fmt: skip
    page = response.content.decode()
    assert "Usulan sudah berubah" in page
    assert "Alasan yang panjang" in page
    assert 'name="number" value="2"' in page
    assert not project.current.consents.filter(region=partner_heads[0].region).exists()


def test_what_was_typed_to_an_older_version_stands_as_it_was(as_, project, head, partner_heads):
    wish = "Mohon geser ke Maret."
    shown = {"number": 1, "answer": "changes", "bagian_jadwal": wish}
    VersionFactory(project=project, number=2, partner_codes=project.current.partner_codes)
    Project.objects.update(current=project.versions.get(number=2))

    answer = as_(partner_heads[0]).post(url_of("answer", project), shown)

    form = answer.context["form"]
    assert form.errors.keys() == {"__all__"}
    assert (form["answer"].value(), form["bagian_jadwal"].value()) == ("changes", wish)
    assert form["number"].value() == 2


def test_who_answered_an_older_version_sees_what_has_changed(
    as_, project, head, partner_heads, words
):
    actions.answer(project, by=partner_heads[0], number=1, answer="given")
    draft = actions.begin_change(project, {}, by=head)
    actions.propose(draft, by=head, **words | {"cost": 5, "change_note": "Biaya turun."})
    page = as_(partner_heads[0]).get(url_of("answer", project)).content.decode()
    assert "Yang berubah sejak Anda menjawab versi 1" in page
    assert "<ins>Rp5</ins>" in page
    assert "Biaya turun." in page
    page = as_(partner_heads[1]).get(url_of("answer", project)).content.decode()
    assert "Yang berubah sejak" not in page


def test_who_may_not_answer_reads_who_can(as_, project, partner_heads, partners):
    secretary = MandateFactory(region=partners[0], office="secretary")
    partner_heads[1].delete()
    client = as_(secretary)
    page = client.get(url_of("answer", project)).content.decode()
    assert "Hanya Kepala Desa yang dapat menjawab" in page
    assert partner_heads[0].user.full_name in page
    assert "Belum ada: kepala wilayah ini belum terdaftar." in page
    assert "Kirim jawaban" not in page
    assert post_answer(client, project).status_code == 403
    assert post_answer(client, project, answer="").status_code == 403


def test_people_without_an_office_read_the_page_too(as_, project):
    client = as_(UserFactory())
    assert client.get(url_of("answer", project)).status_code == 200
    assert post_answer(client, project).status_code == 403


def test_the_page_of_an_unsent_draft(as_, head):
    draft = actions.begin(by=head)
    client = as_(head)
    assert "Statusnya: draf" in client.get(url_of("answer", draft.project)).content.decode()
    assert client.post(url_of("answer", draft.project), {"answer": "given"}).status_code == 302


def test_what_is_open_at_the_end_is_said_in_words():
    loose = Loose(percent=None, milestones=2, awaited=3, missing=0)
    assert loose.words == [
        "Belum ada laporan yang menyebutkan seberapa jauh pekerjaan ini selesai.",
        "2 tonggak belum tercapai.",
        "3 kontribusi yang dijanjikan dengan komitmen belum diterima.",
    ]
    assert "Rp5.000" in Loose(percent=100, milestones=0, awaited=1, missing=5000).words[0]


def test_starting_and_finishing(as_, lead, head):
    project = ProjectFactory(lead=lead, state=S.AGREED, percent=100)
    client = as_(head)
    assert notes_of(client.post(url_of("start", project))) == ["Pelaksanaan sudah dimulai."]
    client.post(url_of("finish", project))
    project.refresh_from_db()
    assert project.state == S.FINISHED
    response = client.post(url_of("finish", project))
    assert response.status_code == 302
    assert "sudah diselesaikan" in notes_of(response)[-1]


def test_what_is_open_is_named_and_ticked_before_the_end(as_, work, head):
    work.percent = 40
    work.save()
    CommitmentFactory(project=work, worth=24_000_000, committed=True)
    client, address = as_(head), url_of("finish", work)
    assert address in client.get(url_of("detail", work)).content.decode()
    page = client.get(address)
    loose = page.context["loose"]
    assert (loose.percent, loose.milestones, loose.awaited) == (40, 2, 1)
    assert len(loose.words) == 3
    for sentence, figure in zip(loose.words, ("40", "2", "Rp24.000.000"), strict=True):
        assert figure in sentence
        assert sentence in page.content.decode()
    (tick,) = page.context["form"].fields
    assert tick in client.post(address).context["form"].errors

    work.milestones.filter(number=1).update(done_on=work.today)
    assert client.post(address, {tick: "on"}).status_code == 200  # ticked for something else
    work.refresh_from_db()
    assert work.state == S.RUNNING
    (tick,) = client.get(address).context["form"].fields
    client.post(address, {tick: "on"})
    work.refresh_from_db()
    assert work.state == S.FINISHED


def test_where_nothing_is_open_no_tick_is_asked_for(as_, work, head):
    work.milestones.update(done_on=work.today)
    work.percent = 100
    work.save()
    page = as_(head).get(url_of("finish", work))
    assert not page.context["form"].fields
    assert not page.context["loose"].words


def test_what_nobody_has_answered_is_named_before_the_end(as_, work, head, partners):
    work.milestones.update(done_on=work.today)
    work.percent = 100
    work.save()
    CommitmentFactory(project=work, region=partners[0])  # planned: nobody has given his word
    CommitmentFactory(project=work, region=partners[1])  # the same, in place of what is named
    ContributionFactory(version=work.current, region=partners[1])
    OfferFactory(project=work)
    AdjustmentFactory(project=work, region=partners[0])
    consent = ConsentFactory(version=work.current, region=MandateFactory().region, answer="changes")
    ChangeRequestFactory(consent=consent)
    loose = as_(head).get(url_of("finish", work)).context["loose"]
    assert (loose.unsaid, loose.offers, loose.requests) == (2, 1, 2)
    assert len(loose.words) == 3
    (tick,) = as_(head).get(url_of("finish", work)).context["form"].fields
    offers = work.offers.all()
    offers.update(state="withdrawn", answered_at=work.started_at)
    assert as_(head).post(url_of("finish", work), {tick: "on"}).status_code == 200


@pytest.mark.parametrize("name", ["start", "finish", "withdraw", "change"])
def test_strangers_are_forbidden(as_, project, partner_heads, name):
    response = as_(partner_heads[0]).post(url_of(name, project))
    assert response.status_code == 403
    assert "Desa Sojokerto" in response.content.decode()


def test_withdrawing_asks_for_a_reason(as_, project, head):
    client = as_(head)
    assert (
        "Mengapa Anda menariknya kembali?"
        in client.get(url_of("withdraw", project)).content.decode()
    )
    assert "Tulis alasannya." in client.post(url_of("withdraw", project)).content.decode()
    response = client.post(url_of("withdraw", project), {"reason": "Dana dialihkan."})
    assert response["Location"] == url_of("detail", project)
    assert "Dana dialihkan." in client.get(url_of("detail", project)).content.decode()
    again = client.get(url_of("withdraw", project), HTTP_REFERER="http://testserver/proyek/")
    assert again["Location"] == "http://testserver/proyek/"
    assert "tidak dapat ditarik kembali" in notes_of(again)[-1]


def test_operators_look_at_projects_and_change_nothing(admin_client, project):
    for path in ("project/", f"project/{project.pk}/change/", "consent/"):
        assert admin_client.get(f"/admin/projects/{path}").status_code == 200
    assert admin_client.get("/admin/projects/project/add/").status_code == 403
    assert admin_client.post(f"/admin/projects/project/{project.pk}/delete/").status_code == 403
