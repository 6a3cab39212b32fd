"""Fit to the plans: proposed for all, stated by each for itself, with what follows from it."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core import audit
from core.errors import Forbidden, Refusal
from projects import actions, fits, rules
from projects.forms import judge
from projects.models import PlanFit, PlanStatement, Project, Version
from tests.factories.projects import (
    PlanFitFactory,
    PlanStatementFactory,
    ProjectFactory,
    in_days,
)
from tests.factories.villages import MandateFactory, RegionFactory
from tests.projects.conftest import fit_typed, this_year, url_of
from tests.projects.test_drafting import notes_of, send, write_all

pytestmark = pytest.mark.django_db
S = Project.State
YEARS = Version(starts_on=date(2027, 3, 1), ends_on=date(2028, 2, 1))


def village(word="Desa"):
    return RegionFactory.build(word=word, parent=None)


def office():
    return RegionFactory.build(kind="urban", word="Kelurahan", parent=None)


@pytest.mark.parametrize(
    ("standing", "year", "says"),
    [
        ("", None, ""),
        ("annual", 2027, ""),
        ("annual", 2028, ""),
        ("annual", 2026, "RKP Desa tahun itu"),
        ("annual", 2029, "2027–2028"),
        ("medium", None, "RKP Desa tahun pelaksanaan"),
        ("absent", None, "Musrenbang"),
    ],
)
def test_what_follows_for_a_village(standing, year, says):
    text = fits.consequence(village(), standing, year, YEARS)
    assert says in text
    assert bool(says) == bool(text)


@pytest.mark.parametrize(
    ("standing", "says"), [("", ""), ("annual", ""), ("medium", "Renja"), ("absent", "Renja")]
)
def test_what_follows_for_a_kelurahan_or_subdistrict(standing, says):
    text = fits.consequence(office(), standing, 2020, YEARS)
    assert says in text
    assert bool(says) == bool(text)


def test_the_words_are_those_of_the_place():
    assert fits.standing_words(village("Kampung"), "annual") == "di RPJM Kampung dan RKP Kampung"
    assert "Renstra" in fits.standing_words(office(), "medium")
    assert "Renstra" in fits.example_for(office())
    assert fits.year_label_for(office()) == "Tahun Renja"
    assert fits.years_of(YEARS) == "2027–2028"
    assert fits.years_of(Version(starts_on=date(2027, 1, 1), ends_on=date(2027, 2, 1))) == "2027"


def test_a_fit_in_one_line(lead):
    fit = {"region": lead, "standing": "annual", "reference": "hlm. 41", "year": 2027}
    assert fits.fit_text(fit) == "Desa Sojokerto: di RPJM Desa dan RKP Desa 2027 (hlm. 41)"
    absent = {"region": lead, "standing": "absent", "reference": "", "year": None}
    assert fits.fit_text(absent) == "Desa Sojokerto: belum ada dalam rencana"


# --- on the page of the draft


@pytest.fixture
def client_(as_, head, partner_heads):
    return as_(head)


def test_each_region_is_asked_and_what_nobody_knows_stays_open(client_, typed, lead, partners):
    typed["jadwal"] |= fit_typed(partners[0], "absent")
    project = write_all(client_, typed)
    page = client_.get(url_of("check", project)).content.decode()
    assert "Desa Besani: belum ada dalam rencana" in page

    send(client_, project)

    project.refresh_from_db()
    assert [(fit.region, fit.standing) for fit in project.current.fits.all()] == [
        (lead, "annual"), (partners[0], "absent"),
    ]  # fmt: skip


WRONG = [
    (("annual", "", "2027"), "Tulis periode rencana"),
    (("annual", "hlm. 41", ""), "Tulis tahun rencana tahunan."),
    (("annual", "hlm. 41", "27"), "Tulis tahun seperti 2027."),
    (("annual", "hlm. 41", "9" * 401), "Tulis tahun seperti 2027."),
    (("annual", "hlm. 41", "dua ribu"), "Tulis tahun seperti 2027."),
    (("annual", "x" * 121, "2027"), "120"),
    (("medium", "", ""), "Tulis periode rencana"),
    (("", "hlm. 41", ""), "Pilih di rencana mana"),
    (("", "", "2027"), "Pilih di rencana mana"),
    (("gold", "hlm. 41", ""), "sumerr"),
    (("\x00", "", ""), "sumerr"),
]


@pytest.mark.parametrize(("fit", "says"), WRONG)
def test_a_fit_that_is_not_complete_is_named(client_, typed, lead, fit, says):
    project = write_all(client_, typed)
    typed["jadwal"] |= fit_typed(lead, *fit)
    response = client_.post(url_of("page", project, "jadwal"), typed["jadwal"])
    assert response.status_code == 200
    assert says in response.content.decode()


def test_other_partners_never_get_the_words_of_those_who_left(client_, typed, partners):
    typed["jadwal"] |= fit_typed(partners[0], "absent")
    project = write_all(client_, typed)
    typed["mitra"]["partners"] = [partners[1].pk]
    client_.post(url_of("page", project, "mitra"), typed["mitra"])
    assert [fit["region"] for fit in judge(project.draft).words["fits"]] == [project.lead]


def test_fields_that_no_page_has_are_not_kept(client_, typed):
    project = write_all(client_, typed)
    forged = {"standing_1": "annual", "standing_33x": "x", "year_33070520049999": "2"}
    client_.post(url_of("page", project, "jadwal"), typed["jadwal"] | forged)
    project.draft.refresh_from_db()
    assert not forged.keys() & project.draft.answers["jadwal"].keys()


# --- stated by each region


@pytest.fixture
def partner(partner_heads):
    return partner_heads[0]


def test_a_partner_states_its_own_and_the_trail_tells(project, partner):
    statement = actions.state_fit(
        project, by=partner, standing="medium", reference="RPJM Desa 2023–2030, hlm. 12"
    )
    assert (statement.region, statement.mandate) == (partner.region, partner)
    line = audit.trail_of(project)[0]
    assert "RPJM Desa 2023–2030, hlm. 12" in line.reason
    assert line.who == str(partner.user)


def test_the_same_twice_is_one_and_a_later_one_follows(project, partner):
    first = actions.state_fit(project, by=partner, standing="absent")
    assert actions.state_fit(project, by=partner, standing="absent") == first
    actions.state_fit(project, by=partner, standing="medium", reference="hlm. 12")
    actions.state_fit(project, by=partner, standing="absent")
    assert PlanStatement.objects.count() == 3
    assert fits.current_of(project, partner.region).standing == "absent"


@pytest.mark.parametrize("state", S.values)
def test_only_while_the_project_is_open(state, lead, partners, partner):
    project = ProjectFactory(lead=lead, partners=partners, state=state)
    if state == S.DRAFT:
        return
    verdict = rules.can_state_fit(partner, project)
    assert bool(verdict) == (state in rules.OPEN)
    assert verdict or verdict.moved_on


def test_only_for_ones_own_region_and_in_an_office_that_proposes(project, partner):
    stranger = MandateFactory()
    council = MandateFactory(region=partner.region, office="council")
    for nobody in (None, stranger, council):
        assert not rules.can_state_fit(nobody, project)
    assert rules.can_state_fit(MandateFactory(region=partner.region, office="secretary"), project)
    with pytest.raises(Forbidden):
        actions.state_fit(project, by=stranger, standing="absent")


def test_statements_and_fits_are_fixed():
    for row in (PlanFitFactory(), PlanStatementFactory()):
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(standing="absent", reference="", year=None)


@pytest.mark.parametrize(
    "nonsense",
    [
        {"standing": "absent", "reference": "hlm. 41"},
        {"standing": "medium", "reference": ""},
        {"standing": "medium", "year": 2027},
        {"standing": "annual", "year": None},
    ],
)
def test_the_database_refuses_half_a_fit(nonsense):
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanFitFactory(**nonsense)


def lines(project):
    project = Project.objects.select_related("current", "lead").get(pk=project.pk)
    return {line.region: line for line in fits.lines_of(project)}


def test_ones_own_word_counts_for_more_than_the_proposals(project, partner, lead):
    PlanFitFactory(version=project.current, region=partner.region)
    line = lines(project)[partner.region]
    assert (line.kind, line.source) == ("ok", "Menurut usulan")
    PlanStatementFactory(project=project, region=partner.region, standing="absent")
    line = lines(project)[partner.region]
    assert (line.kind, line.reference) == ("bad", "")
    assert str(partner.user) in line.source
    unknown = lines(project)[lead]
    assert (unknown.kind, unknown.label) == ("plain", "Belum diketahui")
    assert "kepala atau sekretaris" in unknown.source


def test_the_plan_of_another_year_is_no_plan_of_the_work(project, lead):
    PlanFitFactory(version=project.current, region=lead, year=in_days(-800).year)
    line = lines(project)[lead]
    assert (line.kind, line.icon) == ("wait", "clock")
    assert "RKP Desa tahun itu" in line.consequence


def test_the_leads_newer_proposal_is_its_own_word_too(project, lead, head, words):
    PlanStatementFactory(project=project, region=lead, standing="absent")
    PlanFitFactory(version=project.current, region=lead)
    assert lines(project)[lead].kind == "bad"
    draft = actions.begin_change(project, {}, by=head)
    actions.propose(draft, by=head, **words | {"change_note": "Sudah masuk RKP Desa."})
    assert lines(project)[lead].kind == "ok"


# --- the pages


def test_the_page_takes_the_statement_and_shows_it_to_all(as_, client, project, partner):
    client_ = as_(partner)
    assert "Nyatakan rencana Desa Besani" in client_.get(url_of("detail", project)).content.decode()
    form = {"standing": "annual", "reference": "hlm. 12", "year": str(this_year())}
    response = client_.post(url_of("fit", project), form)
    assert response["Location"] == url_of("detail", project) + "#rencana"
    assert notes_of(response) == ["Pernyataan disimpan. Semua orang dapat membacanya."]
    shown = client_.get(url_of("fit", project)).content.decode()
    assert 'value="hlm. 12"' in shown

    client.logout()

    page = client.get(url_of("detail", project)).content.decode()
    assert f"Di RPJM Desa dan RKP Desa {this_year()}" in page
    assert "Mata air Kali Bening" in page
    assert "Nyatakan rencana" not in page


@pytest.mark.parametrize(
    "form",
    [{"standing": ""}, {"standing": "gold"}, {"standing": "annual", "reference": "\u200b\x00"}],
)
def test_half_a_statement_is_named_and_nothing_written(as_, project, partner, form):
    response = as_(partner).post(url_of("fit", project), form)
    assert response.status_code == 200
    assert "sumerr" in response.content.decode()
    assert not PlanStatement.objects.exists()


def test_a_statement_that_comes_too_late_or_too_often_is_told(as_, project, partner, monkeypatch):
    def full(*args, **kwargs):
        raise Refusal("Terlalu sering.")

    monkeypatch.setattr("projects.views.fitting.limit", full)
    page = as_(partner).post(url_of("fit", project), {"standing": "absent"}).content.decode()
    assert "Terlalu sering." in page
    Project.objects.filter(pk=project.pk).update(
        state="withdrawn", closed_at=project.proposed_at, close_reason="x"
    )
    response = as_(partner).post(url_of("fit", project), {"standing": "absent"})
    assert "tidak dapat dinyatakan lagi" in notes_of(response)[-1]


def test_who_has_no_seat_is_refused(as_, project):
    assert as_(MandateFactory()).get(url_of("fit", project)).status_code == 403


def test_the_page_asks_as_often_for_thirty_partners(client, lead):
    def queries(count):
        regions = [RegionFactory() for _each in range(count)]
        project = ProjectFactory(lead=lead, partners=regions)
        for region in regions:
            PlanFitFactory(version=project.current, region=region)
            PlanStatementFactory(project=project, region=region)
        with CaptureQueriesContext(connection) as asked:
            client.get(url_of("detail", project))
        return len(asked)

    queries(1)
    assert queries(2) == queries(30)


def test_the_draft_page_asks_as_often_for_thirty_partners(client_, typed, lead):
    def queries(count):
        project = Project.objects.first() or write_all(client_, typed)
        typed["mitra"]["partners"] = [RegionFactory().pk for _each in range(count)]
        client_.post(url_of("page", project, "mitra"), typed["mitra"])
        with CaptureQueriesContext(connection) as asked:
            client_.get(url_of("page", project, "jadwal"))
        return len(asked)

    queries(1)
    assert queries(2) == queries(30)


def test_dates_and_plans_are_judged_together(client_, typed, lead):
    project = write_all(client_, typed)
    wrong = typed["jadwal"] | {"starts_on": in_days(-1).isoformat()} | fit_typed(lead, "medium")
    page = client_.post(url_of("page", project, "jadwal"), wrong).content.decode()
    assert "Ada 2 isian" in page
    assert PlanFit.objects.count() == 0
