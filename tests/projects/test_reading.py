"""The list, a project's page, and its versions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects import actions
from projects.models import Project
from projects.stages import place_of
from tests.factories.projects import (
    ChangeReplyFactory,
    ConsentFactory,
    ContributionFactory,
    ProjectFactory,
    VersionFactory,
    in_days,
)
from tests.factories.villages import (
    MandateFactory,
    ProfileFactory,
    RegencyFactory,
    RegionFactory,
)
from tests.projects.conftest import url_of

pytestmark = pytest.mark.django_db
S = Project.State
LIST = "/proyek/"


def page_of(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def titles_in(client, **query):
    return [card.project.title for card in client.get(LIST, query).context["cards"]]


# --- the list


def test_visitors_read_all_but_drafts(client, lead):
    shown = ProjectFactory(title="Jembatan", lead=lead)
    ProjectFactory(title="Rahasia", lead=lead, state=S.DRAFT)
    assert titles_in(client) == [shown.title]


def test_the_leads_people_see_their_drafts(as_, head, lead):
    ProjectFactory(title="Rahasia", lead=lead, state=S.DRAFT)
    ProjectFactory(title="Orang lain", state=S.DRAFT)
    client = as_(head)
    assert titles_in(client) == ["Rahasia"]
    assert client.get(LIST, {"tahap": "gagasan"}).context["chips"] == [
        ("", "Semua", 1), ("gagasan", "Gagasan", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("air", ["Jaringan air bersih"]),
        ("AIR BERSIH", ["Jaringan air bersih"]),
        ("bersih jaringan", ["Jaringan air bersih"]),
        ("jarngan air", ["Jaringan air bersih"]),
        ("kerjasama", ["Kerjasama pasar", "Kerja sama guru"]),
        ("kerja sama", ["Kerjasama pasar", "Kerja sama guru"]),
        ("pasar malam", []),
        ("100%", []),
    ],
)
def test_search_by_part_and_with_a_slip(client, lead, words, found):
    for title in ("Jaringan air bersih", "Kerja sama guru", "Kerjasama pasar"):
        ProjectFactory(title=title, lead=lead, partners=[])
    assert titles_in(client, q=words) == found


def test_the_closest_title_comes_first(client):
    for title in ("Jembatan gantung", "Jembatan gantungku", "Pasar malam"):
        ProjectFactory(title=title)
    assert titles_in(client, q="jembatn gantung") == ["Jembatan gantung", "Jembatan gantungku"]


def test_filter_by_stage_with_counts(client):
    for state in (S.PROPOSED, S.REVISING, S.AGREED, S.DECLINED, S.WITHDRAWN):
        ProjectFactory(title=state.value, state=state)
    assert set(titles_in(client, tahap="musyawarah")) == {"proposed", "revising"}
    assert client.get(LIST, {"tahap": "selesai"}).context["chips"] == [
        ("", "Semua", 5),
        ("musyawarah", "Musyawarah", 2),
        ("kesepakatan", "Kesepakatan", 1),
        ("selesai", "Selesai", 0),
        ("berhenti", "Tidak dilanjutkan", 2),
    ]


def test_filter_by_sector(client):
    ProjectFactory(title="Air", sectors=["water", "health"])
    ProjectFactory(title="Jalan", sectors=["roads"])
    assert titles_in(client, sektor="health") == ["Air"]
    assert "Saring: 1 dipakai" in page_of(client, LIST, sektor="health")


def test_filter_by_a_village_its_subdistrict_and_its_regency(client, lead, partners):
    ProjectFactory(title="Dekat", lead=lead, partners=partners)
    far = RegionFactory(code="34.01.01.2001")
    ProjectFactory(title="Jauh", lead=far, partners=[RegionFactory(code="34.01.02.2001")])
    for region in (lead, partners[0], lead.parent, lead.parent.parent):
        assert titles_in(client, wilayah=region.pk) == ["Dekat"]
    page = page_of(client, LIST, wilayah=far.pk)
    assert f"Proyek yang diikuti {far.full_name}." in page
    assert titles_in(client, wilayah="34.01.99") == ["Jauh", "Dekat"]


def test_subdistricts_in_which_somebody_takes_part_can_be_chosen(client, lead):
    ProfileFactory(region=lead)
    RegionFactory(code="34.01.01.2001")
    page = page_of(client, LIST)
    assert f'value="{lead.parent.pk}"' in page
    assert 'value="34.01.01"' not in page


def test_pages_of_twenty(client, lead):
    ProjectFactory.create_batch(21, lead=lead, partners=[])
    assert len(titles_in(client)) == 20
    assert len(titles_in(client, page=2)) == 1
    assert len(titles_in(client, page="999")) == 1
    assert "page=2" in page_of(client, LIST)


@pytest.mark.parametrize(
    ("who", "query", "says"),
    [
        (None, {}, "Proyek diajukan oleh perwakilan"),
        ("head", {}, "Mulailah dari masalah"),
        (None, {"q": "zzz"}, "Tidak ada proyek yang cocok"),
        ("head", {"tahap": "selesai"}, "Tidak ada proyek yang cocok"),
    ],
)
def test_an_empty_list_says_what_to_do(as_, client, head, who, query, says):
    client = as_(head) if who else client
    assert says in page_of(client, LIST, **query)


# --- a project's page


def test_the_page_tells_who_has_said_what(client, project, lead, partners):
    page = page_of(client, url_of("detail", project))
    head = project.answer_of(lead.pk)
    assert f"{head.person_name}, Kepala Desa" in page
    assert page.count("Menunggu") == 2
    assert "Setuju" in page
    assert "Batas jawaban" in page
    for region in (lead, *partners):
        assert region.full_name in page


def test_sums_and_what_is_missing(client, project, lead, partners):
    version = project.current
    ContributionFactory(version=version, region=lead, amount=100_000_000)
    ContributionFactory(version=version, region=lead, kind="land", amount=0, note="Lahan bak")
    ContributionFactory(version=version, region=partners[0], amount=50_000_000)
    money = client.get(url_of("detail", project)).context["money"]
    assert (money.promised, money.gap, money.percent) == (150_000_000, 262_500_000, 36)
    assert [(share.party, share.total) for share in money.shares] == [
        (lead.full_name, 100_000_000),
        (partners[0].full_name, 50_000_000),
    ]
    assert sum(share.total for share in money.shares) == money.promised


def test_a_project_without_cost_has_no_percentage(client, lead):
    project = ProjectFactory(lead=lead)
    free = VersionFactory(project=project, number=2, cost=0)
    Project.objects.filter(pk=project.pk).update(current=free)
    assert client.get(url_of("detail", project)).context["money"].percent is None


def test_what_waits_for_the_readers_region_stands_first(as_, project, partner_heads, partners):
    page = page_of(as_(partner_heads[0]), url_of("detail", project))
    assert f"Menunggu persetujuan {partners[0].full_name}" in page
    assert page.index("Baca dan jawab") < page.index('id="ringkas"')
    assert "1 dari 3 wilayah sudah menjawab." in page


def boxes(client, project):
    box = client.get(url_of("detail", project)).context["box"]
    return box and box.kind


def test_each_reader_has_his_box(as_, client, project, head, secretary, partner_heads, partners):
    assert boxes(client, project) is None
    assert boxes(as_(MandateFactory()), project) is None
    assert boxes(as_(head), project) is None
    assert boxes(as_(partner_heads[0]), project) == "answer"
    assert boxes(as_(MandateFactory(region=partners[0], office="secretary")), project) == "head"
    assert boxes(as_(MandateFactory(region=partners[0], office="council")), project) is None
    as_(head).post(url_of("change", project))
    assert boxes(as_(secretary), project) == "draft"


@pytest.mark.parametrize(("state", "kind"), [(S.REVISING, "revise"), (S.AGREED, "start")])
def test_the_leads_next_step(as_, lead, head, state, kind):
    project = ProjectFactory(lead=lead, state=state)
    assert boxes(as_(head), project) == kind
    page_of(as_(head), url_of("detail", project))


def test_reasons_are_for_the_partners_and_those_who_care_for_them(
    as_, client, project, partners, partner_heads
):
    ConsentFactory(version=project.current, region=partners[0], answer="changes", reason="Mahal.")
    camat = MandateFactory(region=partners[0].parent, office="kecamatan")
    stranger = MandateFactory(region=RegionFactory(code="34.01.01.2001"))
    for address in (url_of("detail", project), url_of("version", project, 1)):
        assert "Mahal." not in page_of(client, address)
        assert "Minta perubahan" in page_of(client, address)
        assert "Mahal." not in page_of(as_(stranger), address)
        assert "Mahal." in page_of(as_(partner_heads[1]), address)
        assert "Mahal." in page_of(as_(camat), address)
        client.logout()


def test_a_kelurahan_carries_its_note(client, lead):
    kelurahan = RegionFactory(code="33.07.05.1006", kind="urban", word="Kelurahan", name="Leksono")
    project = ProjectFactory(lead=lead, partners=[kelurahan, lead.parent])
    page = page_of(client, url_of("detail", project))
    assert page.count("tidak menandatangani peraturan bersama") == 1


@pytest.mark.parametrize("state", [S.WITHDRAWN, S.DECLINED, S.FINISHED, S.RUNNING])
def test_closed_projects_say_how_they_ended(client, lead, state):
    project = ProjectFactory(lead=lead, state=state)
    page = page_of(client, url_of("detail", project))
    words = {
        S.WITHDRAWN: "Dana desa dialihkan.",
        S.DECLINED: "Semua mitra menolak usulan ini",
        S.FINISHED: "Pekerjaan selesai pada",
        S.RUNNING: "Tahap 4 dari 5",
    }
    assert words[state] in page


@pytest.mark.parametrize(
    ("state", "looks"),
    [
        (S.PROPOSED, ["on", "now", "", "", ""]),
        (S.REVISING, ["on", "now", "", "", ""]),
        (S.AGREED, ["on", "on", "now", "", ""]),
        (S.RUNNING, ["on", "on", "on", "now", ""]),
        (S.FINISHED, ["on"] * 5),
        (S.DECLINED, ["on", "now", "", "", ""]),
        (S.WITHDRAWN, ["on", "now", "", "", ""]),
    ],
)
def test_the_bar_of_stages(client, lead, state, looks):
    project = ProjectFactory(lead=lead, state=state)
    assert [step.look for step in client.get(url_of("detail", project)).context["steps"]] == looks


def test_a_withdrawn_project_stops_where_it_was(lead):
    project = ProjectFactory(lead=lead, state=S.RUNNING)
    project.state = S.WITHDRAWN
    assert place_of(project) == 4
    project.started_at = None
    assert place_of(project) == 3


def test_sharing_names_the_sites_address_and_no_token(client, project):
    page = page_of(client, url_of("detail", project))
    assert f"http%3A%2F%2Ftestserver%2Fproyek%2F{project.code}%2F" in page


def test_the_history_tells_who_did_what_in_which_office(as_, client, head, words, partner_heads):
    draft = actions.begin(by=head)
    actions.propose(draft, by=head, **words)
    page = page_of(client, url_of("detail", draft.project))
    assert "mengajukan usulan kepada para mitra" in page
    assert head.user.full_name in page


# --- versions


def test_versions_and_what_differs(client, project, head, partners):
    second = VersionFactory(
        project=project, number=2, cost=400_000_000, partner_codes=[partners[0].pk],
        change_note="Biaya turun.",
    )  # fmt: skip
    Project.objects.filter(pk=project.pk).update(current=second)
    page = page_of(client, url_of("detail", project))
    assert "Biaya turun." in page
    assert url_of("version", project, 1) in page
    page = page_of(client, url_of("version", project, 2))
    assert "<del>Rp412.500.000</del>" in page
    assert "<ins>Rp400.000.000</ins>" in page
    assert partners[1].name in page
    assert "Belum ada yang menjawab." in page
    page = page_of(client, url_of("version", project, 1))
    assert "Versi ini sudah diganti." in page
    assert "Yang berbeda" not in page


# --- the cost of a page


def count(client, address, **query):
    """Questions about our own tables; the frame's (session, person, inbox) are counted elsewhere."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, query).status_code == 200
    own = ("projects_", "villages_", "meetings_", "agreements_", "core_auditevent")
    return sum(any(table in query["sql"] for table in own) for query in queries)


@pytest.mark.parametrize("query", [{}, {"q": "air", "sektor": "water", "wilayah": "33.07.05"}])
def test_the_list_costs_the_same_with_two_and_with_twelve(as_, head, lead, query):
    client = as_(head)
    ProfileFactory(region=lead)
    ProjectFactory.create_batch(2, lead=lead)
    client.get(LIST)
    few = count(client, LIST, **query)
    ProjectFactory.create_batch(10, lead=lead)
    assert count(client, LIST, **query) == few
    # mandates; counts by stage, count, rows; places (the chosen one, and is there such a title)
    assert few == 5 + 2 * bool(query)


def test_the_page_costs_the_same_with_two_partners_and_with_eight(as_, head, lead):
    client = as_(head)
    ProfileFactory(region=lead)

    def project_of(size):
        partners = RegionFactory.create_batch(size)
        project = ProjectFactory(
            lead=lead, partners=partners, answers=dict.fromkeys(partners[1:], "changes")
        )
        for region in partners:
            ContributionFactory(version=project.current, region=region)
        for given in project.current.consents.all():
            ChangeReplyFactory(request__consent=given)
        for number in range(2, 2 + size):
            VersionFactory(project=project, number=number)
        return project

    small, large = project_of(2), project_of(8)
    client.get(url_of("detail", small))
    few = count(client, url_of("detail", small))
    assert count(client, url_of("detail", large)) == few
    # mandates; project, seats, their regions, answers and their requests, contributions, fits,
    # attachments, versions; budget, commitments; statements; open questions; what was merged into
    # it, offers, what went upward; indicators, benefits; meetings, agreements; trail; followers
    assert few == 23
    assert count(client, url_of("answer", large)) == count(client, url_of("answer", small))
    assert count(client, url_of("version", large, 2)) == count(client, url_of("version", small, 2))


def test_regencies_have_their_page_of_projects(client, lead):
    ProjectFactory(title="Air", lead=lead, answer_by=in_days(3))
    assert titles_in(client, wilayah=RegencyFactory().pk) == ["Air"]
