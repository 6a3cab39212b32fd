"""Who has no account here signs the result of a dispute on paper: a third party, and the governor."""

import random
from datetime import timedelta
from pathlib import Path

import pgtrigger
import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from agreements import dispute_record, mediation
from agreements import dispute_rules as rules
from agreements.actions import disputing, resolving_on_paper
from agreements.actions.signing import WrongDay
from agreements.dispute_verification import findings
from agreements.dispute_waiting import waiting_for
from agreements.models import Dispute, OutcomePaper, OutcomeWord
from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from notifications.models import Mail
from tests.agreements.disagreeing import (
    by_governor,
    confirm,
    contracted,
    disputed,
    fresh,
    mediated,
    on_paper,
    passed_on,
    proof,
    say,
    settled,
    sign,
    timed_out,
    write,
)
from tests.agreements.test_guards import REFUSED
from tests.agreements.test_signing_pages import PASSWORD, PROOF, as_, html  # noqa: F401
from tests.agreements.test_verify import other
from tests.factories.on_paper import scan
from tests.factories.projects import head_of
from tests.factories.villages import MandateFactory, RegionFactory
from tests.papers import pdf_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def camat(people):
    return people["own camat"]


@pytest.fixture
def with_company(villages, people, camat):
    """Of a village with a company: written by the camat and confirmed by the village's head."""
    dispute = mediated(timed_out(contracted(villages)), camat)
    write(dispute, camat)
    confirm(dispute, people["drafting head"])
    return fresh(dispute)


@pytest.fixture
def far(db):
    return RegionFactory(code="33.08.01.2001", name="Jauh")


@pytest.fixture
def by_the_governor(villages, far, people):
    """Of villages of two regencies: written by the regency that keeps it, confirmed by both heads."""
    dispute = mediated(disputed([villages[0], far]), people["regency"])
    write(dispute, people["regency"], led_by="Bagus Hartono")
    for region in (villages[0], far):
        confirm(dispute, head_of(region))
    return fresh(dispute)


def found():
    return [finding.what for finding in findings()]


def printed(dispute):
    with override("id"):
        return dispute_record.sheet_data(fresh(dispute))


def refuses(act):
    with pytest.raises(REFUSED), transaction.atomic():
        act()


def signed_here(dispute, by, method="password"):
    outcome = dispute.outcome
    OutcomeWord.said(
        by, timezone.now(), outcome=outcome, method=method, text_sha256=outcome.sha256
    ).save()


# --- who mediates


def test_a_record_of_a_mediation_names_the_office_that_mediates(villages, far, people, camat):
    regency = people["regency"]
    elsewhere = RegionFactory(code="33.07.06.2002")
    for region, keeper, office in (
        (villages[1], camat, "Camat Leksono"), (elsewhere, regency, "Bupati Wonosobo"),
        (far, regency, "Gubernur Jawa Tengah"),
    ):  # fmt: skip
        dispute = mediated(disputed([villages[0], region]), keeper)
        outcome = write(dispute, keeper, led_by="Sekretaris")
        assert f"\nMediator: {office}\n" in outcome.text
    alone = disputed(villages)
    assert "Mediator" not in write(alone, people["drafting head"]).text
    assert found() == []


def test_the_minister_mediates_beyond_a_province():
    assert dispute_record.office_of(Dispute(level=mediation.MINISTER)) == "Menteri Dalam Negeri"


def test_the_governor_signs_on_paper_and_the_regency_only_records_it(by_the_governor, people):
    regency = people["regency"]
    assert not rules.can_sign(regency, by_the_governor)

    row = by_governor(by_the_governor, regency)

    dispute = fresh(by_the_governor)
    assert dispute.state == "settled" and row.signed_for == "Gubernur Jawa Tengah"
    data = printed(dispute)
    assert data["head"] == []
    assert data["mediator"]["office"] == "Gubernur Jawa Tengah"
    assert data["mediator"]["name"] == "Bagus Hartono"
    said = " / ".join(data["mediator"]["lines"])
    assert "(tanda tangan di atas kertas)" in said
    assert f"Dicatat oleh {regency.user}, {regency.title}, Kabupaten Wonosobo" in said
    assert dispute_record.sheet(dispute)[:5] == b"%PDF-"
    assert found() == []
    assert by_governor(dispute, regency, paper=proof()) == row  # a second click


def test_the_governor_signs_last(villages, far, people):
    regency = people["regency"]
    dispute = mediated(disputed([villages[0], far]), regency)
    write(dispute, regency)
    with pytest.raises(Refusal, match="Lebih dahulu"):
        by_governor(dispute, regency)
    assert not OutcomePaper.objects.exists()


def test_who_mediates_here_signs_here(villages, people, camat):
    dispute = mediated(disputed(villages), camat)
    write(dispute, camat)
    for name in ("drafting head", "other head"):
        confirm(dispute, people[name])
    with pytest.raises(Refusal):
        by_governor(dispute, camat)
    with pytest.raises(Refusal):  # there is none
        on_paper(dispute, camat)
    sign(dispute, camat)
    data = printed(dispute)
    assert data["head"] == ["PEMERINTAH KABUPATEN WONOSOBO", "KECAMATAN LEKSONO"]
    assert data["mediator"]["name"] == str(camat.user)


def test_across_subdistricts_the_regency_heads_the_record(villages, people):
    """It mediates and signs itself, and no subdistrict stands above the text."""
    beside = RegionFactory(code="33.07.06.2001", name="Sidorejo")
    dispute = mediated(disputed([villages[0], beside]), people["regency"])
    write(dispute, people["regency"])
    for region in (villages[0], beside):
        confirm(dispute, head_of(region))
    sign(dispute, people["regency"])
    assert printed(dispute)["head"] == ["PEMERINTAH KABUPATEN WONOSOBO"]


def test_a_record_of_before_names_no_mediator_and_still_fits(
    villages, far, people, monkeypatch, by_the_governor
):
    """As it was written then: without the line, signed by the regency's officer, without a scan."""
    regency = people["regency"]
    elder = mediated(disputed([villages[1], far]), regency)
    with monkeypatch.context() as then, pgtrigger.ignore():
        then.setattr("agreements.actions.resolving.office_of", lambda dispute: "")
        then.setattr("agreements.dispute_rules.is_outside", lambda dispute: False)
        write(elder, regency)
        for region in (villages[1], far):
            confirm(elder, head_of(region))
        sign(elder, regency)

    assert "Mediator" not in fresh(elder).outcome.text and found() == []
    data = printed(elder)
    assert data["head"] == [] and data["mediator"]["office"] == "Gubernur Jawa Tengah"
    assert f"Dicatat oleh {regency.user}" in data["mediator"]["lines"][1]
    assert dispute_record.sheet(fresh(elder))[:5] == b"%PDF-"


# --- the third party


def test_nothing_is_final_before_the_third_party_has_signed(with_company, camat):
    assert not rules.can_sign(camat, with_company)
    with pytest.raises(Refusal, match="CV Sumber Air"):
        sign(with_company, camat)

    row = on_paper(with_company, camat)
    sign(with_company, camat)

    assert fresh(with_company).state == "settled" and found() == []
    company = printed(with_company)["parties"][-1]
    assert (company["office"], company["name"]) == ("CV Sumber Air", "Hendra Wijaya")
    assert "Direktur" in company["lines"][0] and str(row.signed_on.year) in company["lines"][0]


def test_other_words_need_its_signature_anew(with_company, camat, people):
    on_paper(with_company, camat)
    write(with_company, camat, seen=1, agreed="Tunggakan dihapus.")
    confirm(with_company, people["drafting head"])
    with pytest.raises(Refusal, match="CV Sumber Air"):
        sign(with_company, camat)
    on_paper(with_company, camat)
    sign(with_company, camat)
    assert OutcomePaper.objects.count() == 2 and found() == []


def test_it_signs_once_on_a_day_when_the_record_was_there(with_company, camat, people):
    today = timezone.localdate()
    for day in (today - timedelta(days=2), today + timedelta(days=2)):
        with pytest.raises(WrongDay):
            on_paper(with_company, camat, signed_on=day)
    with pytest.raises(Refusal):
        on_paper(with_company, camat, sha256="0" * 64)
    with pytest.raises(Forbidden):
        on_paper(with_company, people["drafting head"])
    row = on_paper(with_company, people["own officer"])
    assert on_paper(with_company, people["own officer"]) == row  # the same file again
    with pytest.raises(Refusal, match="CV Sumber Air"):
        on_paper(with_company, camat)
    line = AuditEvent.objects.get(verb="agreements.dispute_third_signed")
    assert "Hendra" not in str(line.detail) and "Sumber" not in str(line.detail)


def test_without_a_result_nothing_was_signed(villages, camat):
    dispute = mediated(timed_out(contracted(villages)), camat)

    assert not resolving_on_paper.has_recorded(
        resolving_on_paper.record_third, dispute, by=camat, paper=proof()
    )
    assert rules.can_record_third(camat, dispute).moved_on


def test_who_keeps_the_case_is_told_what_is_left(villages, camat, people):
    def told():
        return Mail.objects.filter(kind="agreements.dispute_to_sign", recipient=camat.user)

    dispute = mediated(timed_out(contracted(villages)), camat)
    write(dispute, camat)
    confirm(dispute, people["drafting head"])
    assert "CV Sumber Air" in told().get().text and "di atas kertas" in told().get().subject
    on_paper(dispute, people["own officer"])
    assert told().count() == 2 and "CV Sumber Air" not in told().latest("pk").text
    assert "silakan tanda tangani" in told().latest("pk").subject
    heard = Mail.objects.filter(kind="agreements.dispute_third_signed")
    assert people["drafting head"].user_id in heard.values_list("recipient", flat=True)


# --- what the database refuses


def test_the_database_asks_for_the_papers_too(with_company, by_the_governor, camat, people):
    now = timezone.now()
    refuses(lambda: signed_here(with_company, camat))
    refuses(lambda: signed_here(by_the_governor, people["regency"]))
    refuses(lambda: signed_here(by_the_governor, people["regency"], "paper"))
    with pgtrigger.ignore("agreements.OutcomeWord:word_is_of_the_result"):
        signed_here(with_company, camat)
    rows = Dispute.objects.filter(pk=with_company.pk)
    refuses(lambda: rows.update(state="settled", closed_at=now))


def test_papers_stay_and_are_of_the_record_that_stands(with_company, villages, camat):
    row = on_paper(with_company, camat)
    refuses(lambda: OutcomePaper.objects.update(signer_name="Lain"))
    refuses(lambda: OutcomePaper.objects.all().delete())

    def again(**changed):
        copied = OutcomePaper.objects.get(pk=row.pk)
        for name, value in ({"pk": None, "signer": "mediator"} | changed).items():
            setattr(copied, name, value)
        copied.save(force_insert=True)

    refuses(again)  # the camat has an account
    write(with_company, camat, seen=1, agreed="Lain.")
    refuses(lambda: again(signer="third"))
    refuses(lambda: again(signer="third", outcome=fresh(with_company).outcome))


# --- what verify_signatures finds


def test_a_changed_byte_of_a_paper_or_its_scan_is_found(with_company, camat):
    row = on_paper(with_company, camat)
    sign(with_company, camat)
    rng, rows = random.Random(30), OutcomePaper.objects.filter(pk=row.pk)
    for column in (
        "signed_for", "signer_name", "signer_title", "sha256", "text_sha256", "seal", "at",
        "person_name", "office_title", "region_name",
    ):  # fmt: skip
        value = getattr(OutcomePaper.objects.get(pk=row.pk), column)
        with pgtrigger.ignore():
            rows.update(**{column: other(value, rng)})
            assert found(), column
            rows.update(**{column: value})
    with pgtrigger.ignore():
        rows.update(signed_on=row.signed_on - timedelta(days=1))
        assert found()
        rows.update(signed_on=row.signed_on)
    assert found() == []
    path = Path(row.paper.path)
    path.write_bytes(path.read_bytes() + b" ")
    assert found() == [f"the scan of signature {row.pk} does not fit its SHA-256"]


def test_a_paper_that_was_taken_out_is_missed(with_company, by_the_governor, camat, people):
    on_paper(with_company, camat)
    sign(with_company, camat)
    by_governor(by_the_governor, people["regency"])
    with pgtrigger.ignore():
        OutcomePaper.objects.all().delete()
    missed = found()
    assert missed.count("settled without the signatures on paper that it needs") == 2
    assert "the trail tells of another number of signatures on paper" in missed
    assert any("mediator's word" in what for what in missed)


def test_another_mediator_in_the_row_is_found(with_company):
    with pgtrigger.ignore():
        type(with_company.outcome).objects.update(mediated_by="Camat Kertek")
    assert found() == ["the text of version 1 of the result is not that of its facts"]


# --- the pages


def at(dispute, name, *args):
    return reverse(f"agreements:dispute_{name}", args=[dispute.code, *args])


def form_of(client, address):
    """The page of the form, after the password."""
    answer = client.get(address)
    assert answer.url.startswith(PROOF)
    assert client.post(answer.url, {"password": PASSWORD}).url == address
    return html(client.get(address))


def typed(dispute, **others):
    return {
        "sha256": dispute.outcome.sha256, "name": "Hendra Wijaya", "title": "Direktur",
        "signed_on": timezone.localdate().isoformat(), "paper": proof(),
    } | others  # fmt: skip


def test_the_officer_records_the_third_party_on_a_page(with_company, as_, people):  # noqa: F811
    client, address = as_("own officer"), at(with_company, "third_paper")
    assert address in html(client.get(with_company.get_absolute_url()))
    page = form_of(client, address)
    assert 'value="Hendra Wijaya"' in page and at(with_company, "signing_sheet") in page

    early = (timezone.localdate() - timedelta(days=3)).isoformat()
    page = html(client.post(address, typed(with_company, signed_on=early, name="Ibu Sri")))
    assert "field err" in page and 'value="Ibu Sri"' in page and "pilih berkas" in page.lower()

    answer = client.post(address, typed(with_company))
    assert answer.url == with_company.get_absolute_url()
    again = client.post(address, typed(with_company), follow=True)  # a second click
    assert "Tercatat: ditandatangani di atas kertas" in html(again)
    other = client.post(address, typed(with_company, paper=scan(pdf_bytes(pages=2))), follow=True)
    assert "sudah menandatangani berita acara ini" in html(other)
    row = OutcomePaper.objects.get()
    page = html(client.get(answer.url))
    kept = at(with_company, "result_file", row.pk)
    assert f'href="{kept}"' in page and "Hendra Wijaya, Direktur" in page and row.sha256 in page
    response = as_("drafting secretary").get(kept)
    assert response.status_code == 200 and b"".join(response)[:5] == b"%PDF-"
    for name in ("stranger head", "other head"):  # no parties of this one
        assert as_(name).get(kept).status_code == 404


def test_an_old_proof_records_nothing(with_company, as_):  # noqa: F811
    client = as_("own officer")
    page = html(client.post(at(with_company, "third_paper"), typed(with_company)))
    assert "err" in page and not OutcomePaper.objects.exists()


def test_the_regency_records_the_governor_on_a_page(by_the_governor, as_, people):  # noqa: F811
    client, address = as_("regency"), at(by_the_governor, "mediator_paper")
    assert address in html(client.get(by_the_governor.get_absolute_url()))
    assert "<form" in form_of(client, address)
    words = {"name": "Bagus Hartono", "title": "Gubernur Jawa Tengah"}
    first, second = (client.post(address, typed(by_the_governor, **words)) for _click in range(2))
    assert first.url == second.url == by_the_governor.get_absolute_url()
    assert fresh(by_the_governor).state == "settled" and OutcomePaper.objects.count() == 1
    page = html(client.get(by_the_governor.get_absolute_url()))
    assert "Bagus Hartono, Gubernur Jawa Tengah" in page
    assert client.get(at(by_the_governor, "sheet"))["Content-Type"] == "application/pdf"


def test_the_sheet_to_sign_is_for_readers_while_somebody_signs_it(
    with_company, villages, camat, as_  # noqa: F811
):  # fmt: skip
    address = at(with_company, "signing_sheet")
    response = as_("drafting head").get(address)
    assert b"".join(response)[:5] == b"%PDF-"
    assert as_("stranger head").get(address).status_code == 404
    assert printed(with_company)["is_final"] is False
    here = mediated(disputed(villages), camat)
    write(here, camat)
    assert as_("drafting head").get(at(here, "signing_sheet")).status_code == 404
    unsaid = printed(here)["parties"]
    assert [block["name"] for block in unsaid] == ["", ""]


# --- what waits, and who is told


def test_recording_waits_for_who_keeps_the_case(with_company, by_the_governor, camat, people):
    def asked(name):
        return [task.url for task in waiting_for(people[name])]

    third = at(with_company, "third_paper")
    assert third in asked("own camat") and third in asked("own officer")
    assert at(by_the_governor, "mediator_paper") in asked("regency")
    on_paper(with_company, camat)
    assert asked("own camat") == [at(with_company, "confirm")] and asked("own officer") == []


def test_the_other_regency_is_told_of_its_villages_case_and_has_no_task(villages, far, people):
    there = MandateFactory(region=far.parent.parent, office="kabupaten")
    camat_there = head_of(far.parent)
    readers = {there.user_id, camat_there.user_id, people["own camat"].user_id}

    def told(what):
        mails = Mail.objects.filter(kind=f"agreements.dispute_{what}")
        return set(mails.values_list("recipient", flat=True))

    dispute = disputed([villages[0], far])
    assert not told("raised") & readers
    passed_on(dispute)
    assert readers <= told("referred") and people["other camat"].user_id not in told("referred")
    assert waiting_for(there) == [] and waiting_for(camat_there) == []
    disputing.accept(fresh(dispute), by=people["regency"])
    assert readers <= told("accepted")
    say(dispute, head_of(far))  # many lines: for those with a part in it
    assert not there.user.notifications.filter(kind="agreements.dispute_stated").exists()
    disputing.fail(fresh(dispute), by=people["regency"], reason="Tidak ada titik temu.")
    assert readers <= told("closed")


def test_what_is_settled_with_a_company_still_reads_well(villages, people, as_):  # noqa: F811
    dispute = settled(timed_out(contracted(villages)), people["own camat"])
    page = html(as_("drafting head").get(dispute.get_absolute_url()))
    assert "Hendra Wijaya, Direktur" in page and at(dispute, "signing_sheet") not in page
