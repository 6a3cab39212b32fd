"""What an implementation report tells of suspensions, evaluations and arrears, and who gets a copy of
it."""

import pytest
from django.urls import reverse

from agreements import actions, report_documents, report_figures, report_words
from core import formats
from tests.agreements.disagreeing import disputed, public, settled
from tests.agreements.owing import fresh
from tests.agreements.owing import report as give
from tests.agreements.test_evaluating import later, said
from tests.factories.agreements import (
    AgreementFactory,
    agree,
    drawn_up,
    end_together,
    in_days,
    proposed,
    submitted,
    suspended,
)
from tests.factories.projects import head_of
from tests.factories.villages import MandateFactory, SubdistrictFactory

pytestmark = pytest.mark.django_db
TODAY = in_days(0)


@pytest.fixture
def heads(people):
    return [people["drafting head"], people["other head"]]


def figures_of(agreement, first=-10, last=0):
    return report_figures.drawn(agreement, in_days(first), in_days(last), TODAY)


def titles_of(figures):
    return [table.title for table in report_words.tables(figures)]


def test_a_suspension_of_the_period_is_told_with_its_reason(heads):
    agreement = suspended(heads, until_on=None)

    report = submitted(agreement, heads[0])

    assert (
        f"Ditunda sejak {formats.day(TODAY)} sampai pemberitahuan lebih lanjut. "
        "Alasan: Mata air surut." in report.problems
    )
    assert "Penundaan" in report.text and "Mata air surut." in report.text


def test_one_taken_up_again_tells_why(heads):
    agreement = suspended(heads)
    agree(proposed(agreement, heads[0], "resume", reason="Hujan sudah turun."), *heads)

    problems = drawn_up(agreement, heads[0]).problems

    day = formats.day(TODAY)
    assert f"Ditunda dari {day} sampai dengan {day}. Alasan: Mata air surut." in problems
    assert "Lalu diberlakukan kembali. Alasan: Hujan sudah turun." in problems


def test_a_suspension_is_told_as_far_as_it_came_about(heads):
    agreement = end_together(suspended(heads), heads)
    coming = end_together(suspended(heads, from_on=in_days(3)), heads)

    (pause,) = figures_of(agreement)["pauses"]

    assert (pause["last"], pause["resumed"]) == (TODAY.isoformat(), "")
    assert figures_of(coming, last=5)["pauses"] == []


def test_what_the_parties_said_when_they_looked_back_is_told(heads, villages):
    agreement = AgreementFactory(state="in_force", regions=villages, ends_on=in_days(2000))
    with later(350):
        actions.evaluate(agreement, by=heads[1], **said(wish="end"))
        actions.evaluate(
            agreement, by=heads[0], **said(aim="partly", lessons="Cuci bak tiap bulan.")
        )
        actions.evaluate(agreement, by=heads[1], **said(wish="change"))

    figures = figures_of(agreement, first=340, last=360)
    (table,) = [t for t in report_words.tables(figures) if t.title == "Evaluasi tahunan para pihak"]

    names = [party.name for party in agreement.parties.order_by("position")]
    assert table.rows == [
        ["1", names[0], "sebagian", "dilanjutkan seperti adanya", "Cuci bak tiap bulan."],
        ["1", names[1], "ya", "dilanjutkan dengan perubahan", "-"],
    ]
    assert figures_of(agreement, last=340)["evaluations"] == []
    assert figures_of(agreement, first=360, last=370)["evaluations"] == []


def test_a_suspension_outside_the_period_is_not_told(heads):
    agreement = suspended(heads)
    assert figures_of(agreement, last=-1)["pauses"] == []
    agree(proposed(agreement, heads[0], "resume"), *heads)
    assert figures_of(agreement, first=1, last=2)["pauses"] == []


def test_arrears_of_earlier_days_are_told_until_they_are_given(heads, villages):
    agreement = AgreementFactory(
        state="in_force", regions=villages, owes=[{"first_due": in_days(-8)}]
    )
    words = {"starts_on": in_days(-5)}
    report = drawn_up(agreement, heads[0], **words)

    assert "masih tertunggak: Desa Sojokerto, Rp12.000.000" in report.problems.replace("\xa0", " ")
    figures = figures_of(agreement, first=-5)
    assert any("masih tertunggak" in title for title in titles_of(figures))
    give(fresh(agreement.obligations.get().fulfilments.get()), heads[0])
    assert figures_of(agreement, first=-5)["arrears"] == []


def test_a_settled_dispute_is_told_once_its_result_is_public(villages, people, heads):
    dispute = settled(disputed(villages), people["own camat"])
    agreement = dispute.agreement
    assert figures_of(agreement)["disputes"] == []

    public(dispute)

    problems = drawn_up(agreement, heads[0]).problems
    assert f"Perselisihan {dispute.code} diselesaikan pada {formats.day(TODAY)}" in problems
    assert figures_of(agreement, last=-1)["disputes"] == []


def test_a_report_from_before_has_its_tables_as_they_were(heads, villages):
    agreement = AgreementFactory(state="in_force", regions=villages, owes=[{}])
    figures = figures_of(agreement)
    del figures["pauses"], figures["arrears"]

    assert titles_of(figures)


# --- copies


@pytest.fixture
def subdistricts(leksono):
    return [leksono, SubdistrictFactory(code="33.07.09", name="Kejajar", parent=leksono.parent)]


def test_subdistricts_send_one_copy_to_their_regent_at_once(client, subdistricts, leksono):
    accord = AgreementFactory(state="in_force", kind="kesepakatan", regions=subdistricts)
    officer = MandateFactory(region=leksono.parent, office="kabupaten")

    report = submitted(accord, head_of(leksono))

    assert report_documents.addressees(accord) == [("regent", leksono.parent)]
    regent = f"Bupati {leksono.parent.name}"
    copies = report_documents.sheet_data(report)["copies"]
    assert copies == ["Camat Leksono", "Camat Kejajar", regent]
    assert officer.user.mails.filter(kind="agreements.report_copied").exists()
    html = client.get(report.get_absolute_url()).content.decode()
    assert regent in html and "melalui" not in html.split('id="tembusan"')[1]
    client.force_login(head_of(leksono).user)
    client.post(
        reverse("agreements:implementation_deliver", args=[accord.code, report.number]),
        {"to": f"regent-{leksono.parent_id}", "sent_on": TODAY},
    )
    assert report.deliveries.get().region == leksono.parent


def test_a_village_beside_its_own_camat_needs_no_way_through_him(leksono, sojokerto, sawangan):
    mixed = AgreementFactory(state="in_force", kind="mou", regions=[sojokerto, leksono])

    assert report_documents.addressees(mixed) == [
        ("council", sojokerto), ("regent", leksono.parent),
    ]  # fmt: skip
