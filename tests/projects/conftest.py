"""People around one proposal."""

import pytest
from django.urls import reverse

from projects import actions
from projects.fits import names_of
from tests.factories.projects import ProjectFactory, in_days
from tests.factories.villages import MandateFactory, RegionFactory
from tests.projects.reports import milestones_of, running

WHY_UPWARD = "Biayanya di atas kemampuan tiga desa."


@pytest.fixture
def lead(db):
    return RegionFactory(name="Sojokerto")


@pytest.fixture
def partners(db):
    return [RegionFactory(name="Besani"), RegionFactory(name="Timbang")]


@pytest.fixture
def head(lead):
    return MandateFactory(region=lead)


@pytest.fixture
def secretary(lead):
    return MandateFactory(region=lead, office="secretary", title="Sekretaris Desa")


@pytest.fixture
def partner_heads(partners):
    return [MandateFactory(region=region) for region in partners]


@pytest.fixture
def project(lead, partners, head, partner_heads):
    """Under deliberation; the lead has consented, the two partners have not answered."""
    return ProjectFactory(lead=lead, partners=partners, answers={lead: "given"})


@pytest.fixture
def work(lead, partners, head, partner_heads):
    """A running project; the lead and the first partner have a milestone each."""
    project = running(lead, partners)
    milestones_of(project, lead, partners[0])
    return project


@pytest.fixture
def subdistrict(lead):
    return lead.parent


@pytest.fixture
def regency(subdistrict):
    return subdistrict.parent


@pytest.fixture
def camat(subdistrict):
    return MandateFactory(region=subdistrict, office="camat", title="Camat")


@pytest.fixture
def officer(subdistrict):
    return MandateFactory(region=subdistrict, office="kecamatan", title="Kasi PMD")


@pytest.fixture
def regency_officer(regency):
    return MandateFactory(region=regency, office="kabupaten", title="Dinas PMD")


@pytest.fixture
def sent(project, subdistrict, head, camat):
    """The proposal, sent on to the subdistrict."""
    return actions.escalate(project, subdistrict, by=head, ask="fund", reason=WHY_UPWARD)


@pytest.fixture
def words(partners, lead):
    """What ``actions.propose`` takes."""
    return {
        "title": "Jaringan air bersih Kali Bening",
        "problem": "Mata air mengecil pada musim kemarau.",
        "aim": "Air bersih bagi 812 rumah. Pipa 6,2 km dan dua bak penampung.",
        "field": "development",
        "sectors": ["water"],
        "place": "Mata air Kali Bening, Dusun Krajan",
        "cost": 412_500_000,
        "starts_on": in_days(30),
        "ends_on": in_days(210),
        "timetable": "Survei\nPipa induk",
        "home_first": False,
        "answer_by": in_days(14),
        "partners": partners,
        "contributions": [
            {"region": lead, "kind": "cash", "amount": 80_000_000, "note": "APB Desa"},
            {"region": partners[0], "kind": "labour", "amount": 0, "note": "200 hari kerja"},
        ],
        "fits": [
            {"region": lead, "standing": "annual", "reference": "hlm. 41", "year": this_year()}
        ],
    }


@pytest.fixture
def as_(client):
    """Sign in as the holder of a mandate: ``as_(head).get(…)``; ``as_()`` is a visitor."""

    def sign_in(mandate=None):
        client.logout()
        if mandate is None:
            return client
        client.force_login(getattr(mandate, "user", mandate))
        return client

    return sign_in


@pytest.fixture
def typed(partners, lead):
    """What a browser sends, page by page."""
    return {
        "tujuan": {
            "title": "Jaringan air bersih Kali Bening",
            "problem": "Mata air mengecil pada musim kemarau.",
            "aim": "Air bersih bagi 812 rumah. Pipa 6,2 km dan dua bak penampung.",
            "field": "development",
            "sectors": ["water", "facilities"],
        },
        "mitra": {
            "place": "Mata air Kali Bening, Dusun Krajan",
            "partners": [region.pk for region in partners],
        },
        "biaya": {
            "cost": "412,5 juta",
            "rows": "2",
            "region_0": lead.pk,
            "kind_0": "cash",
            "amount_0": "Rp80.000.000",
            "note_0": "APB Desa",
            "region_1": partners[0].pk,
            "kind_1": "labour",
            "amount_1": "",
            "note_1": "200 hari kerja",
        },
        "jadwal": {
            "starts_on": in_days(30).isoformat(),
            "ends_on": in_days(210).isoformat(),
            "timetable": "Survei\nPipa induk",
            "answer_by": in_days(14).isoformat(),
            **fit_typed(lead, "annual", "RPJM Desa 2023–2030, hlm. 41", this_year()),
        },
        "lampiran": {"lanjut": "1"},
    }


def this_year():
    return in_days(30).year


def fit_typed(region, standing, reference="", year=""):
    """What a browser sends of one region's plans on the page of many."""
    return dict(zip(names_of(region.pk), (standing, reference, str(year)), strict=True))


def url_of(name, project, *args):
    return reverse(f"projects:{name}", args=[project.code, *args])
