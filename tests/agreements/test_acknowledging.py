"""The office above the parties acknowledges the sealed text, here or on paper; nothing waits for it."""

from datetime import timedelta

import pgtrigger
import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from agreements import acknowledgement_rules as rules
from agreements import actions
from agreements.acknowledgement import is_on_behalf, rows_of
from agreements.models import Acknowledgement, Agreement
from agreements.verification import findings
from agreements.waiting import waiting_for
from core import audit, seals
from core.errors import Forbidden, Refusal
from notifications.models import Mail, Notification
from tests.factories.acknowledging import AcknowledgementFactory, acknowledge, acknowledge_on_paper
from tests.factories.agreements import AgreementFactory, give_word, in_days
from tests.factories.on_paper import scan
from tests.factories.projects import head_of
from tests.factories.villages import MandateFactory, RegionFactory, SubdistrictFactory
from tests.papers import pdf_bytes
from villages.models import Mandate

pytestmark = pytest.mark.django_db
ASKED, DONE = "agreements.acknowledge_asked", "agreements.acknowledged"


@pytest.fixture
def camat(people):
    return people["own camat"]


@pytest.fixture
def sealed(villages, people):
    return AgreementFactory(state="in_force", regions=villages)


@pytest.fixture
def accord(leksono, people):
    """An accord of two subdistricts of one regency; its people are those of the regency too."""
    other = SubdistrictFactory(code="33.07.09", name="Kejajar", parent=leksono.parent)
    return AgreementFactory(state="in_force", kind="kesepakatan", regions=[leksono, other])


def offices(agreement):
    return [(row.office, bool(row.word)) for row in rows_of(agreement)]


# --- who


def test_one_camat_for_each_subdistrict_of_the_parties(villages, people):
    elsewhere = RegionFactory(code="33.07.06.2002", name="Candi")
    agreement = AgreementFactory(state="in_force", regions=[*villages, elsewhere])
    assert offices(agreement) == [("Camat Leksono", False), ("Camat " + elsewhere.parent.name, False)]  # fmt: skip

    acknowledge(agreement, people["other camat"])

    assert [done for _office, done in offices(agreement)] == [False, True]
    acknowledge(agreement, people["own camat"])
    assert all(done for _office, done in offices(agreement))


def test_a_memorandum_is_acknowledged_by_nobody(villages, people):
    assert offices(AgreementFactory(state="in_force", kind="mou", regions=villages)) == []


@pytest.mark.parametrize("state", ["draft", "open", "in_force", "ended", "withdrawn"])
def test_who_may_when(villages, people, leksono, state):
    """Here while it is in force; on paper, what was signed is recorded after its end too."""
    agreement = AgreementFactory(state=state, regions=villages)

    may = {name for name, by in people.items() if rules.can_acknowledge(by, agreement)}
    records = {name for name, by in people.items() if rules.can_record(by, agreement, leksono)}

    assert may == ({"own camat"} if state == "in_force" else set())
    keepers = {
        "own camat", "own officer", "drafting head", "drafting secretary", "other head",
        "other secretary",
    }  # fmt: skip
    assert records == (keepers if state in ("in_force", "ended") else set())


def test_the_regency_speaks_for_the_regent_of_subdistricts(accord, people, leksono):
    officer = people["regency"]
    if officer.region != leksono.parent:
        officer = MandateFactory(region=leksono.parent, office="kabupaten", title="Kepala Bidang")

    assert offices(accord) == [(f"Bupati {leksono.parent.name}", False)]
    assert rules.can_acknowledge(officer, accord)
    assert not rules.can_acknowledge(people["own camat"], accord)
    assert rules.can_record(people["own camat"], accord, leksono.parent)
    assert rules.can_record(people["own officer"], accord, leksono.parent)
    assert not rules.can_record(people["drafting head"], accord, leksono.parent)

    assert acknowledge(accord, officer).region == leksono.parent


def test_what_an_officer_says_is_not_the_regents_own_word(accord, leksono):
    regency = leksono.parent
    officer = MandateFactory(region=regency, office="kabupaten", title="Kepala Bidang")
    row = acknowledge(accord, officer)

    assert is_on_behalf(regency, row)
    (shown,) = rows_of(accord)
    assert shown.title == f"Atas nama Bupati {regency.name}"
    assert not rules.can_acknowledge(officer, accord)
    assert shown.title in rules.can_acknowledge(officer, accord).reason
    told = set(Notification.objects.filter(kind=DONE).values_list("title", flat=True))
    assert told == {f"Diketahui atas nama Bupati {regency.name}: {accord.title}"}


@pytest.mark.parametrize(
    ("title", "behalf"),
    [("Bupati", False), ("Pj. Bupati Wonosobo", False), ("Sekretaris Daerah", True)],
)
def test_only_a_paper_of_the_regent_himself_is_his_own_word(accord, leksono, title, behalf):
    regency = leksono.parent
    acknowledge_on_paper(accord, regency, head_of(leksono), name="Afif", title=title)

    (shown,) = rows_of(accord)
    assert shown.title.startswith("Atas nama ") is behalf
    own = Notification.objects.filter(
        title=f"Bupati {regency.name} sudah mengetahui: {accord.title}"
    )
    assert own.exists() is not behalf


def test_nobody_records_for_a_subdistrict_in_which_his_region_does_not_lie(villages, people):
    elsewhere = RegionFactory(code="33.07.06.2002", name="Candi")
    agreement = AgreementFactory(state="in_force", regions=[*villages, elsewhere])

    with pytest.raises(Forbidden, match="petugas"):
        acknowledge_on_paper(agreement, elsewhere.parent, people["drafting head"])
    with pytest.raises(Forbidden):
        acknowledge_on_paper(agreement, SubdistrictFactory(code="33.07.11"), head_of(elsewhere))
    assert not Acknowledgement.objects.exists()
    assert acknowledge_on_paper(
        agreement, elsewhere.parent, head_of(elsewhere), name=str(people["other camat"].user)
    )


# --- what happens


def test_it_is_recorded_with_office_mandate_and_text_and_changes_nothing_else(sealed, camat):
    before = Agreement.objects.values().get(pk=sealed.pk)

    row = acknowledge(sealed, camat)

    assert (row.person_name, row.office_title) == (str(camat.user), camat.title)
    assert (row.region_name, row.mandate, row.method) == ("Kecamatan Leksono", camat, "password")
    assert row.text_sha256 == sealed.current.sha256 and not row.paper
    assert Agreement.objects.values().get(pk=sealed.pk) == before
    last = sealed.current.signatures.latest("pk")
    assert row.seal == seals.seal(last.seal, **row.facts())
    assert audit.trail_of(sealed)[0].sentence == "mengetahui kesepakatan"


def test_a_second_click_gets_the_first_ones_answer(sealed, camat, people):
    assert acknowledge(sealed, camat) == acknowledge(sealed, camat)
    with pytest.raises(Refusal, match=r"sudah diketahui \(Camat Leksono\)"):
        acknowledge_on_paper(
            sealed, camat.region, people["drafting head"], name=str(camat.user), title=camat.title
        )
    assert Acknowledgement.objects.count() == 1
    assert Mail.objects.filter(kind=DONE).count() == 2  # camat and officer


def test_a_stale_text_and_an_ended_mandate_are_refused(sealed, camat):
    with pytest.raises(Refusal, match="Teks telah berubah"):
        acknowledge(sealed, camat, sha256="0" * 64)
    Mandate.objects.filter(pk=camat.pk).update(state="ended", ended_at=timezone.now())
    with pytest.raises(Forbidden, match="tidak berlaku lagi"):
        acknowledge(sealed, camat)
    assert not Acknowledgement.objects.exists()


def test_in_force_is_when_the_last_party_has_signed(villages, people):
    agreement = AgreementFactory(state="open", regions=villages, approved=[villages[0]])
    with pytest.raises(Refusal):
        acknowledge(agreement, people["own camat"])
    give_word(agreement, people["other head"])
    agreement.refresh_from_db()
    assert agreement.state == "in_force" and not Acknowledgement.objects.exists()


# --- on paper


def test_the_scan_stands_with_who_signed_and_who_recorded(sealed, camat, people):
    secretary = people["other secretary"]

    row = acknowledge_on_paper(
        sealed, camat.region, secretary, name=str(camat.user).upper(), title="Camat"
    )

    assert (row.person_name, row.office_title) == (str(camat.user), camat.title)
    assert (row.mandate, row.recorder_name) == (secretary, str(secretary.user))
    assert row.recorder_office == secretary.capacity and row.signed_on == timezone.localdate()
    assert len(row.paper_sha256) == 64 and row.paper.name.startswith("agreements.acknowledgement/")
    mail = camat.user.mails.get(kind=DONE)
    assert row.paper_sha256 in mail.text and str(secretary.user) in mail.text


def test_the_same_scan_sent_twice_is_one(sealed, camat, people):
    words = {"name": str(camat.user), "title": camat.title}
    head = people["drafting head"]
    first = acknowledge_on_paper(sealed, camat.region, head, **words)

    assert acknowledge_on_paper(sealed, camat.region, head, **words) == first
    with pytest.raises(Refusal, match="sudah diketahui"):
        acknowledge_on_paper(sealed, camat.region, head, paper=scan(pdf_bytes(2)), **words)


def test_who_was_camat_on_that_day_is_known_here(sealed, camat, people):
    with pytest.raises(Refusal, match=str(camat.user)):
        acknowledge_on_paper(sealed, camat.region, people["drafting head"], name="Orang Lain")
    Mandate.objects.filter(pk=camat.pk).update(state="rejected")
    row = acknowledge_on_paper(sealed, camat.region, people["drafting head"], title="Plt. Camat")
    assert (row.person_name, row.office_title) == ("Suprapto", "Plt. Camat")


@pytest.mark.parametrize(("days", "words"), [(-1, "baru selesai menyetujui"), (1, "belum tiba")])
def test_a_day_on_which_it_cannot_have_been_is_refused(sealed, camat, people, days, words):
    with pytest.raises(Refusal, match=words):
        acknowledge_on_paper(sealed, camat.region, people["drafting head"], signed_on=in_days(days))
    assert not Acknowledgement.objects.exists()


# --- the database


def row_of(agreement, by, **words):
    version = agreement.current
    return Acknowledgement(**{
        "version": version, "region": by.region, "mandate": by, "person_name": "S",
        "office_title": "Camat", "region_name": "K", "text_sha256": version.sha256,
        "method": "password", "at": timezone.now(), "seal": "0" * 64,
    } | words)  # fmt: skip


def refused(row, match="sealed text"):
    with pytest.raises(DatabaseError, match=match), transaction.atomic():
        row.save(force_insert=True)


def test_the_database_takes_the_sealed_current_text_only(sealed, villages, camat, people):
    refused(row_of(sealed, camat, text_sha256="0" * 64))
    refused(row_of(sealed, people["other camat"]))
    refused(row_of(sealed, people["drafting head"]))
    refused(row_of(AgreementFactory(state="open", regions=villages), camat))
    refused(row_of(AgreementFactory(state="in_force", kind="mou", regions=villages), camat))
    refused(row_of(sealed, camat, at=sealed.sealed_at - timedelta(seconds=1)))
    refused(row_of(sealed, camat, method="paper"), "has_scan")
    refused(row_of(sealed, camat, paper="a.pdf", paper_sha256="0" * 64), "has_scan")
    acknowledge(sealed, camat)
    refused(row_of(sealed, camat), "once_a_region")


def test_what_was_acknowledged_is_never_changed_or_deleted():
    AcknowledgementFactory()
    for words in (
        "UPDATE agreements_acknowledgement SET person_name = 'X'",
        "DELETE FROM agreements_acknowledgement",
        "TRUNCATE agreements_acknowledgement",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(words)


# --- verification

COLUMNS = {
    "person_name": "Lain", "office_title": "Lain", "region_name": "Lain", "text_sha256": "0" * 64,
    "signed_on": "2020-01-01", "paper_sha256": "0" * 64, "paper": "lain.pdf",
    "recorder_name": "Lain", "recorder_office": "Lain", "seal": "0" * 64,
}  # fmt: skip


def found():
    return [finding.what for finding in findings()]


def test_a_change_of_any_column_and_of_the_scan_is_found(villages, people):
    elsewhere = RegionFactory(code="33.07.06.2002", name="Candi")
    agreement = AgreementFactory(state="in_force", regions=[*villages, elsewhere])
    acknowledge(agreement, people["other camat"])
    camat = people["own camat"]
    row = acknowledge_on_paper(
        agreement, camat.region, people["drafting head"], name=str(camat.user), title=camat.title
    )
    assert found() == []
    rows = Acknowledgement.objects.filter(pk=row.pk)
    for name, value in COLUMNS.items():
        before = rows.values_list(name, flat=True).get()
        with pgtrigger.ignore():
            rows.update(**{name: value})
            assert found(), name
            rows.update(**{name: before})
    row.paper.storage.delete(row.paper.name)
    assert found() == [f"the scan of acknowledgement {row.pk} cannot be read"]


def test_one_that_was_taken_out_is_missed(sealed, camat):
    acknowledge(sealed, camat)
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM agreements_acknowledgement")

    assert found() == ["the trail tells of another number of acknowledgements"]


# --- who is told


def test_after_the_seal_each_camat_is_asked_once(villages, people):
    agreement = AgreementFactory(state="in_force", regions=villages, told=True)

    [mail] = Mail.objects.filter(kind=ASKED)
    assert mail.to == people["own camat"].user.email
    assert f"/kesepakatan/{agreement.code}/mengetahui/" in mail.text
    assert agreement.current.sha256 in mail.text


def test_nobody_is_asked_to_acknowledge_a_memorandum(villages, people):
    AgreementFactory(state="in_force", kind="mou", regions=villages, told=True)

    assert not Mail.objects.filter(kind=ASKED).exists()


def test_the_parties_get_a_line_and_the_office_a_letter(sealed, camat, people):
    acknowledge(sealed, camat)

    told = set(Notification.objects.filter(kind=DONE).values_list("recipient", flat=True))
    names = {
        "own camat", "own officer", "drafting head", "drafting secretary", "other head",
        "other secretary",
    }  # fmt: skip
    assert told == {people[name].user_id for name in names}
    assert set(Mail.objects.filter(kind=DONE).values_list("to", flat=True)) == {
        camat.user.email, people["own officer"].user.email,
    }  # fmt: skip


def test_it_waits_for_the_camat_until_it_is_done(sealed, camat):
    [task] = waiting_for(camat, camat.user)
    assert task.url == f"/kesepakatan/{sealed.code}/mengetahui/"
    assert task.title == f"Nyatakan mengetahui: {sealed.title}"

    acknowledge(sealed, camat)

    assert waiting_for(camat, camat.user) == []


def test_an_accord_waits_for_the_officer_of_the_regency(accord, leksono):
    officer = MandateFactory(region=leksono.parent, office="kabupaten", title="Kepala Bidang")

    assert [task.url for task in waiting_for(officer, officer.user)] == [
        f"/kesepakatan/{accord.code}/mengetahui/"
    ]


def test_an_ended_one_is_recorded_on_paper_but_not_here(villages, camat, people):
    ended = AgreementFactory(state="ended", regions=villages)

    with pytest.raises(Refusal, match="selama kesepakatan berlaku"):
        acknowledge(ended, camat)
    words = {"name": str(camat.user), "title": camat.title}
    assert actions.acknowledge_on_paper(
        ended, camat.region, by=people["drafting head"], sha256=ended.current.sha256,
        signed_on=timezone.localdate(), paper=scan(), **words,
    )  # fmt: skip
