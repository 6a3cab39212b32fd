"""Writing a proposal, page by page, as a browser does it."""

import re
import uuid
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from core.errors import Refusal
from projects import actions
from projects.forms import ScheduleForm
from projects.forms.partners import neighbours_of
from projects.models import Draft, Project
from projects.views.drafting import doubts_of
from tests.factories.projects import DraftFactory, ProjectFactory, in_days
from tests.factories.villages import ForumFactory, MandateFactory, RegionFactory
from tests.projects.conftest import url_of
from villages.models import Region

pytestmark = pytest.mark.django_db
PROPOSE = "/proyek/ajukan/"
S = Project.State


def write_all(client, typed):
    """Fill in all five pages; returns the project."""
    response = client.post(PROPOSE, typed["tujuan"] | {"token": str(uuid.uuid4())})
    project = Project.objects.get()
    assert response["Location"] == url_of("page", project, "mitra")
    steps = ["mitra", "biaya", "jadwal", "lampiran"]
    for page, following in zip(steps, [*steps[1:], None], strict=True):
        response = client.post(url_of("page", project, page), typed[page])
        address = url_of("page", project, following) if following else url_of("check", project)
        assert response["Location"] == address
    return project


def send(client, project, revision=None):
    revision = Draft.objects.get(project=project).revision if revision is None else revision
    return client.post(url_of("send", project), {"revision": revision})


def notes_of(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def client_(as_, head, partner_heads):
    """Signed in as the head of the lead."""
    return as_(head)


@pytest.fixture
def draft(head):
    return actions.begin(by=head)


@pytest.fixture
def post(client_, draft):
    """Send one page of the draft."""

    def send_page(page, **values):
        return client_.post(url_of("page", draft.project, page), values)

    return send_page


def test_a_head_writes_five_pages_checks_and_sends(client_, typed):
    assert client_.get(PROPOSE).status_code == 200
    project = write_all(client_, typed)
    page = client_.get(url_of("check", project)).content.decode()
    assert "Rp412.500.000" in page
    assert "Rp80.000.000" in page
    assert "Ajukan ke 2 mitra" in page

    response = send(client_, project)

    assert response["Location"] == url_of("detail", project)
    assert notes_of(response) == [
        "Terkirim. Yang dimintai jawaban: Desa Besani, Desa Timbang. "
        "Kami mengabari Anda saat ada jawaban."
    ]
    project.refresh_from_db()
    assert project.state == S.PROPOSED
    assert project.current.cost == 412_500_000
    assert project.current.sectors == ["water", "facilities"]
    assert project.current.place == "Mata air Kali Bening, Dusun Krajan"
    assert [c.amount for c in project.current.contributions.all()] == [80_000_000, 0]
    assert [fit.standing for fit in project.current.fits.all()] == ["annual"]
    assert not Draft.objects.exists()


def test_opening_the_first_page_begins_nothing(client_):
    client_.get(PROPOSE)
    assert not Project.objects.exists()


def test_a_wrong_page_is_kept_as_typed_and_names_what_is_wrong(post, draft, client_):
    response = post("biaya", cost="empat ratus juta", rows="1")
    assert response.status_code == 200
    page = response.content.decode()
    assert "Ada 1 isian" in page
    assert "empat ratus juta" in page
    again = client_.get(url_of("page", draft.project, "biaya")).content.decode()
    assert "empat ratus juta" in again
    assert "Ada 1 isian" not in again
    assert (
        "Ada 1 isian"
        in client_.get(url_of("page", draft.project, "biaya") + "?periksa").content.decode()
    )


def test_save_and_leave_keeps_a_half_written_page(post, client_):
    response = post("tujuan", title="Jembatan", simpan="1")
    assert response["Location"] == "/saya/"
    assert notes_of(response) == ["Draf tersimpan. Anda bisa melanjutkan kapan saja."]
    assert Project.objects.get().title == "Jembatan"


def test_a_new_proposal_that_is_wrong_goes_on_as_a_draft(client_):
    token = str(uuid.uuid4())
    for _ in range(2):
        response = client_.post(PROPOSE, {"title": "Jembatan", "token": token})
        assert response.status_code == 200
        assert url_of("page", Project.objects.get(), "tujuan") in response.content.decode()
    assert Project.objects.get().title == "Jembatan"


def test_a_forged_number_of_the_first_form_does_no_harm(client_):
    client_.post(PROPOSE, {"title": "Jembatan", "token": "'; DROP TABLE"})
    assert Project.objects.count() == 1


def test_from_the_check_back_to_the_check(client_, draft, typed):
    address = url_of("page", draft.project, "tujuan") + "?periksa"
    assert client_.post(address, typed["tujuan"])["Location"] == url_of("check", draft.project)


def test_an_incomplete_draft_is_not_sent(client_, draft):
    page = client_.get(url_of("check", draft.project)).content.decode()
    assert "Isian belum lengkap" in page
    assert "Ajukan ke" not in page
    response = send(client_, draft.project)
    assert notes_of(response) == ["Masih ada isian yang kosong atau salah. Mohon lengkapi dahulu."]
    assert Project.objects.get().state == S.DRAFT


@pytest.mark.parametrize(
    ("page", "values"),
    [
        ("mitra", {"partners": []}),  # who was to bring something is no partner any more
        ("biaya", {"region_1": ""}),
        ("biaya", {"kind_1": ""}),
        ("biaya", {"region_1": "99.99"}),
        ("biaya", {"kind_1": "gold"}),
        ("biaya", {"amount_1": "seribu"}),
    ],
)
def test_a_row_that_is_not_right_yet_stays_on_its_page_and_stops_nothing_else(
    client_, typed, partners, page, values
):
    project = write_all(client_, typed)
    if page == "mitra":
        values = {"partners": [partners[1].pk]}
    client_.post(url_of("page", project, page), typed[page] | values | {"simpan": "1"})

    answer = client_.get(url_of("check", project))
    assert answer.status_code == 200
    assert "Isian belum lengkap" in answer.content.decode()
    assert send(client_, project).status_code == 302
    assert Project.objects.get().state == S.DRAFT
    kept = client_.get(url_of("page", project, "biaya") + "?periksa").content.decode()
    assert "200 hari kerja" in kept


def test_an_empty_row_of_who_is_no_partner_any_more_asks_for_nothing(client_, typed, partners):
    typed["biaya"] |= {"rows": "3", "region_1": "", "kind_1": "", "note_1": ""}
    typed["biaya"] |= {"region_2": partners[0].pk, "kind_2": "", "amount_2": "", "note_2": ""}
    project = write_all(client_, typed)
    left = typed["mitra"] | {"partners": [partners[1].pk]}
    client_.post(url_of("page", project, "mitra"), left | {"simpan": "1"})

    assert "Baris 3" not in client_.get(url_of("check", project)).content.decode()


@pytest.mark.parametrize("revision", ["0", "", "x", "9" * 401])
def test_a_draft_that_changed_since_the_check_is_not_sent(client_, typed, revision):
    project = write_all(client_, typed)
    assert "berubah" in notes_of(send(client_, project, revision))[0]
    assert Project.objects.get().state == S.DRAFT


def test_a_second_click_on_send_leads_to_the_project(client_, typed):
    project = write_all(client_, typed)
    revision = project.draft.revision
    send(client_, project, revision)
    response = send(client_, project, revision)
    assert response["Location"] == url_of("detail", project)
    assert "Yang dimintai jawaban: Desa Besani, Desa Timbang." in notes_of(response)[-1]
    for name in ("check", "page"):
        args = ["biaya"] if name == "page" else []
        response = client_.get(
            url_of(name, project, *args),
            HTTP_REFERER="http://testserver" + url_of(name, project, *args),
        )
        assert response["Location"] == url_of("detail", project)


def test_who_types_over_another_sees_both(client_, draft, secretary, typed):
    address = url_of("page", draft.project, "tujuan")
    shown = draft.mark("tujuan")
    other = {
        name: value if isinstance(value, list) else [value]
        for name, value in typed["tujuan"].items()
    }
    actions.save_page(draft, "tujuan", other, by=secretary, mark=shown)

    response = client_.post(address, typed["tujuan"] | {"title": "Punya saya", "mark": shown})

    page = response.content.decode()
    assert "Orang lain baru saja mengubah halaman ini." in page
    assert "Punya saya" in page
    assert "Jaringan air bersih Kali Bening" in page
    fresh = Draft.objects.get().mark("tujuan")
    assert f'value="{fresh}"' in page
    client_.post(address, typed["tujuan"] | {"title": "Punya saya", "mark": fresh})
    assert Project.objects.get().title == "Punya saya"


def test_a_draft_is_thrown_away(client_, draft):
    response = client_.post(url_of("discard", draft.project))
    assert response["Location"] == "/proyek/"
    assert not Project.objects.exists()


def test_partners_without_a_head_are_named(client_, typed):
    alone = RegionFactory(name="Manggis")
    typed["mitra"]["partners"].append(alone.pk)
    project = write_all(client_, typed)
    page = client_.get(url_of("check", project)).content.decode()
    assert "Mitra berikut belum punya kepala yang terdaftar" in page
    assert page.count("Manggis") == 3  # of the partners, of those without a head, of those asked


# --- changing what has been sent


def test_a_changed_proposal_goes_out_as_the_next_version(as_, project, head, typed):
    client = as_(head)
    assert client.post(url_of("change", project))["Location"] == url_of("check", project)
    page = client.get(url_of("check", project)).content.decode()
    assert "Belum ada yang berbeda" in page
    assert client.post(url_of("page", project, "biaya"), {"cost": "400 juta", "rows": "1"})[
        "Location"
    ] == url_of("check", project)
    page = client.get(url_of("check", project)).content.decode()
    assert "<del>Rp412.500.000</del>" in page
    assert "<ins>Rp400.000.000</ins>" in page
    assert "Tulis dalam satu kalimat apa yang berubah." in page
    client.post(url_of("page", project, "catatan"), {"change_note": "Biaya turun."})

    send(client, project)

    project.refresh_from_db()
    assert (project.current.number, project.current.cost) == (2, 400_000_000)
    assert project.current.change_note == "Biaya turun."
    assert project.current.partner_codes == [s.region_id for s in project.partnerships.all()][1:]
    assert [c.region for c in project.current.consents.all()] == [head.region]


def test_nothing_changed_is_not_sent(as_, project, head):
    client = as_(head)
    client.post(url_of("change", project))
    client.post(url_of("page", project, "catatan"), {"change_note": "Tidak ada."})
    assert "Tidak ada yang berubah" in notes_of(send(client, project))[0]
    assert Project.objects.get().current.number == 1


def test_a_change_that_is_thrown_away_leaves_the_proposal(as_, project, head):
    client = as_(head)
    client.post(url_of("change", project))
    assert client.post(url_of("discard", project))["Location"] == url_of("detail", project)
    assert Project.objects.get().state == S.PROPOSED


def test_change_on_an_unsent_draft_leads_to_its_check(client_, draft):
    assert client_.post(url_of("change", draft.project))["Location"] == url_of(
        "check", draft.project
    )


def test_a_start_that_was_already_agreed_may_lie_in_the_past(as_, lead, head, partners):
    project = ProjectFactory(lead=lead, partners=partners, state=S.AGREED)
    DraftFactory(project=project)
    project.current.starts_on = in_days(-3)
    form = ScheduleForm(
        {"starts_on": in_days(-3), "ends_on": in_days(9), "answer_by": in_days(3)}, project=project
    )
    assert form.is_valid()


# --- rows of contributions


def test_another_row_and_one_fewer_without_a_script(post, client_, draft, lead):
    response = post("biaya", cost="1 juta", rows="1", region_0=lead.pk, note_0="satu", tambah="1")
    assert response["Location"] == url_of("page", draft.project, "biaya") + "#baris"
    page = client_.get(url_of("page", draft.project, "biaya")).content.decode()
    assert 'name="rows" value="2"' in page
    assert "satu" in page
    assert "sumerr" not in page
    post("biaya", rows="3", note_0="satu", note_1="dua", note_2="tiga", hapus="1")
    typed = Draft.objects.get().answers["biaya"]
    assert (typed["rows"], typed["note_0"], typed["note_1"]) == (["2"], ["satu"], ["tiga"])
    assert "note_2" not in typed


@pytest.mark.parametrize("hapus", ["9", "-1", "x", "1" * 400, "٣"])
def test_a_row_that_is_not_there_is_not_removed(post, hapus):
    post("biaya", rows="2", note_0="satu", note_1="dua", hapus=hapus)
    assert Draft.objects.get().answers["biaya"]["rows"] == ["2"]


@pytest.mark.parametrize(
    ("rows", "count"),
    [("0", 1), ("-5", 1), ("x", 1), ("", 1), ("61", 60), ("9" * 401, 60), ("²", 1)],
)
def test_the_number_of_rows_has_bounds(post, rows, count):
    post("biaya", rows=rows, simpan="1")
    assert Draft.objects.get().answers["biaya"]["rows"] == [str(count)]


def test_there_is_a_row_for_everybody_at_first(client_, draft, typed, partners, post):
    post("mitra", **typed["mitra"])
    page = client_.get(url_of("page", draft.project, "biaya")).content.decode()
    assert 'name="rows" value="3"' in page
    for index, region in enumerate([draft.project.lead, *partners]):
        assert f'<option value="{region.pk}" selected>' in page, index


# --- partners


def test_neighbours_and_members_of_shared_forums_are_offered(client_, draft, lead):
    beside = RegionFactory(name="Beside")
    far = RegionFactory(name="Far", code="34.01.01.2001")
    member = RegionFactory(name="Member", code="35.01.01.2001")
    ForumFactory(members=[lead, member])
    page = client_.get(url_of("page", draft.project, "mitra")).content.decode()
    assert lead.parent.full_name in page
    assert beside.full_name in page
    assert member.full_name in page
    assert far.full_name not in page
    assert f'value="{lead.pk}"' not in page


def test_a_search_for_partners_keeps_the_page_and_complains_of_nothing(post):
    RegionFactory(name="Pacarmulyo", code="34.01.01.2001")
    response = post("mitra", partners_q="pacar", partners_search="1")
    page = response.content.decode()
    assert "Pacarmulyo" in page
    assert "sumerr" not in page


def test_subdistricts_are_offered_to_a_subdistrict(as_, draft, lead):
    other = RegionFactory(
        code="33.07.09", level=3, kind="subdistrict", parent=lead.parent.parent, word="Kecamatan"
    )
    assert list(neighbours_of(lead.parent)) == [other]
    assert Region.Level.VILLAGE not in {region.level for region in neighbours_of(lead.parent)}


# --- who may


@pytest.mark.parametrize("name", ["check", "page", "detail"])
def test_a_draft_is_hidden_from_all_others(as_, client, draft, partner_heads, name):
    args = ["tujuan"] if name == "page" else []
    assert as_(partner_heads[0]).get(url_of(name, draft.project, *args)).status_code == 404
    assert as_(partner_heads[0]).post(url_of("send", draft.project)).status_code == 404


def test_council_members_see_the_draft_but_do_not_write(as_, draft, lead):
    council = MandateFactory(region=lead, office="council")
    client = as_(council)
    page = client.get(url_of("detail", draft.project)).content.decode()
    assert "Hanya kepala atau sekretaris penggagas" in page
    assert client.get(url_of("check", draft.project)).status_code == 403
    assert client.post(url_of("page", draft.project, "tujuan")).status_code == 403
    assert client.get(PROPOSE).status_code == 403


def test_who_holds_the_lead_but_acts_for_another_does_not_write(as_, draft, head):
    other = MandateFactory(user=head.user)
    client = as_(head)
    session = client.session
    session["acting"] = other.pk
    session.save()
    assert client.get(url_of("check", draft.project)).status_code == 403


def test_a_visitor_signs_in_first(client, project):
    for address in (PROPOSE, url_of("check", project), url_of("answer", project)):
        assert client.get(address)["Location"].startswith("/akun/")


def test_an_ended_mandate_ends_the_right_at_once(client_, draft, head):
    assert client_.get(url_of("check", draft.project)).status_code == 200
    type(head).objects.filter(pk=head.pk).update(starts_on=in_days(-9), ends_on=in_days(-1))
    assert client_.get(url_of("check", draft.project)).status_code == 404


@pytest.mark.parametrize("name", ["send", "discard", "change", "start", "finish"])
def test_nothing_happens_on_get(as_, head, project, name):
    assert as_(head).get(url_of(name, project)).status_code == 302


@pytest.mark.parametrize("page", ["catatan", "ada", "periksa"])
def test_a_page_that_does_not_exist_is_not_found(client_, draft, page):
    assert client_.get(url_of("page", draft.project, page)).status_code == 404


def test_too_many_drafts_in_an_hour_are_refused(client_, monkeypatch):
    def full(*args, **kwargs):
        raise Refusal("Terlalu sering.")

    monkeypatch.setattr("projects.views.drafting.limit", full)
    response = client_.post(PROPOSE, {"title": "Jembatan"})
    assert notes_of(response) == ["Terlalu sering."]
    assert not Project.objects.exists()


def test_an_empty_first_page_begins_no_draft(client_):
    page = client_.post(PROPOSE, {"title": " ", "token": str(uuid.uuid4()), "lanjut": "1"})
    assert "sumerr" in page.content.decode()
    assert not Project.objects.exists()


def test_who_goes_back_goes_on_with_the_same_draft(client_, typed):
    client_.post(PROPOSE, typed["tujuan"] | {"token": str(uuid.uuid4())})
    project = Project.objects.get()

    back = client_.get(PROPOSE, follow=True)
    assert back.redirect_chain == [(url_of("page", project, "tujuan") + "?lanjut", 302)]
    assert "sudah Anda mulai" in back.content.decode()


def test_another_proposal_begins_beside_it_and_is_one_draft_however_often_one_goes_back(
    client_, typed
):
    client_.post(PROPOSE, typed["tujuan"] | {"token": str(uuid.uuid4())})
    page = client_.get(PROPOSE, follow=True).content.decode()
    another = re.search(r'href="(/proyek/ajukan/\?baru=[0-9a-f-]{36})"', page)[1]

    form = client_.get(another)
    assert form.status_code == 200
    token = form.context["token"]
    client_.post(PROPOSE, typed["tujuan"] | {"title": "Jembatan", "token": str(token)})
    second = Project.objects.get(title="Jembatan")
    back = client_.get(another)
    assert back["Location"] == url_of("page", second, "tujuan") + "?lanjut"
    assert Project.objects.count() == 2


@pytest.mark.parametrize("number", ["", "x", "0" * 400, "%00"])
def test_an_address_with_a_damaged_number_opens_the_form(client_, number):
    assert client_.get(f"{PROPOSE}?baru={number}").status_code == 200


def test_ones_own_other_tab_is_called_so(post):
    post("tujuan", title="Satu", mark="lama")
    page = post("tujuan", title="Dua", mark="lama").content.decode()
    assert "Anda sendiri sudah menyimpan halaman ini" in page


def test_what_looks_like_a_slip_is_asked_about(lead):
    soon = timezone.localdate()
    words = {
        "cost": 5,
        "contributions": [{"amount": 6}],
        "answer_by": soon + timedelta(days=1),
        "starts_on": soon,
    }
    project = Project(lead=lead)
    assert len(doubts_of(words, project)) == 2
    assert doubts_of(words | {"cost": 6, "answer_by": soon}, project) == []
    assert doubts_of({}, project) == []
    assert len(doubts_of({"cost": 0}, project)) == 1


def test_a_proposal_that_is_silent_on_its_own_plans_is_asked_about_them(lead):
    project = Project(lead=lead)
    assert "Desa Sojokerto" in doubts_of({"fits": []}, project)[0]
    assert doubts_of({"fits": [{"region": lead}]}, project) == []
    assert doubts_of({"fits": []}, Project(lead=lead.parent)) == []
