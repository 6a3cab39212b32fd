"""What came in part is confirmed in part: the rest stays owed until the whole is confirmed."""

import pytest

from agreements import actions, obligations
from agreements.signing import Named, Plan
from core.errors import Refusal
from notifications.models import Notification
from projects.actions import committing
from tests.agreements.owing import fresh, linked_day, proof, receive, report
from tests.factories.agreements import AgreementFactory, due_day, in_days
from tests.factories.money import CommitmentFactory
from tests.factories.projects import head_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(villages, people):
    """Rp15.000.000, due three days ago."""
    return due_day(regions=villages, amount=15_000_000, first_due=in_days(-3))


@pytest.fixture
def give(day, people):
    """The party reports so much, and the other one confirms it."""

    def given(amount, **words):
        report(day, people["drafting head"], given=amount, **words)
        return confirm(day, people["other head"])

    return given


def confirm(day, by):
    return actions.confirm(day, by=by, seen=day.acts.last().pk)


def standing(day):
    """By the state, the list, the day's own page: they agree."""
    day = fresh(day)
    row = obligations.rows_of(day.obligation.agreement, in_days(0))[0]
    of_day = obligations.standing_of_day(day, in_days(0)).word
    assert of_day == row.standing.word
    return day.state, of_day


def line(day):
    rows = obligations.rows_of(fresh(day).obligation.agreement, in_days(0))
    return obligations.sides(rows)[0].lines[0]


def test_a_confirmed_part_leaves_the_rest_owed(day, give, people):
    give(12_000_000)

    assert standing(day) == ("partly", "Terlambat, sebagian terpenuhi")
    assert (line(day).given, line(day).behind) == ("Rp12.000.000", "Rp3.000.000")
    told = Notification.objects.of(people["drafting head"].user)
    assert any("sebagian" in each.title for each in told)


def test_parts_add_up_to_the_whole(day, give):
    give(12_000_000)
    give(1_000_000)
    assert line(day).behind == "Rp2.000.000"

    give(2_000_000)

    assert standing(day) == ("confirmed", "Terpenuhi")
    assert (line(day).given, line(day).behind) == ("Rp15.000.000", "")


def test_before_its_day_it_is_fulfilled_in_part(villages, people):
    day = due_day(regions=villages, amount=15, kind="goods", unit="sak")
    report(day, people["drafting head"], given=5)
    confirm(day, people["other head"])

    assert standing(day) == ("partly", "Sebagian terpenuhi")


def test_a_report_of_the_rest_that_is_taken_back_leaves_the_part(day, give, people):
    give(12_000_000)
    report(day, people["drafting head"], given=3_000_000)
    assert line(day).claimed == "Rp3.000.000"
    actions.take_back(day, by=people["drafting head"], seen=day.acts.last().pk)

    assert standing(day) == ("partly", "Terlambat, sebagian terpenuhi")
    with pytest.raises(Refusal, match="dikonfirmasi sebagian"):
        actions.dispute(day, by=people["other head"], seen=day.acts.last().pk, reason="Kurang.")

    give(3_000_000)
    assert standing(day)[0] == "confirmed"


def test_the_newest_part_is_disputed_and_those_before_stay(day, give, people):
    give(5_000_000)
    give(7_000_000)
    actions.dispute(day, by=people["other head"], seen=day.acts.last().pk, reason="Belum masuk.")
    assert (standing(day)[0], line(day).given) == ("disputed", "Rp5.000.000")

    give(10_000_000)

    assert (standing(day)[0], line(day).given) == ("confirmed", "Rp15.000.000")


def test_who_disputes_a_part_confirms_it_after_all(day, give, people):
    give(5_000_000)
    actions.dispute(day, by=people["other head"], seen=day.acts.last().pk, reason="Belum masuk.")
    confirm(day, people["other head"])

    assert (standing(day)[0], line(day).given) == ("partly", "Rp5.000.000")


def test_the_heads_release_the_rest_and_the_part_still_counts(day, give, people):
    give(12_000_000)
    actions.release(day, by=people["drafting head"], reason="Gagal panen.")
    assert standing(day)[0] == "partly"

    actions.release(day, by=people["other head"])

    assert standing(day) == ("released", "Dibebaskan atas kesepakatan")
    assert (line(day).promised, line(day).given, line(day).behind) == (
        "Rp12.000.000", "Rp12.000.000", "",
    )  # fmt: skip


def test_what_is_due_today_is_not_outstanding(villages):
    day = due_day(regions=villages, first_due=in_days(0))

    assert (line(day).due, line(day).behind) == ("Rp12.000.000", "")


def test_a_receipt_that_proves_a_part_proves_no_second_one(day, give, people):
    project, region = day.obligation.agreement.project, day.obligation.party.region
    commitment = CommitmentFactory(project=project, region=region, committed=True, worth=10**7)
    receipt = receive(day, 7_000_000, commitment=commitment)
    give(0, receipt=receipt)
    for _turn in range(2):
        with pytest.raises(actions.NoProof, match="hal lain"):
            report(day, people["drafting head"], receipt=receipt)
        give(1_000_000)
    assert line(day).given == "Rp9.000.000"

    commitment.refresh_from_db()
    receipt.commitment = commitment
    committing.reverse(receipt, by=head_of(project.lead), reason="Salah catat.")

    assert (line(day).given, line(day).behind) == ("Rp2.000.000", "Rp13.000.000")


def test_the_page_says_what_is_left_and_asks_for_it(client, day, give, people):
    client.force_login(people["drafting head"].user)
    give(12_000_000)

    html = client.get(day.get_absolute_url()).content.decode()
    assert "Sebagian sudah dikonfirmasi; Rp3.000.000 belum." in html
    form = f"{day.get_absolute_url()}lapor/"
    html = client.get(form).content.decode()
    assert 'value="3.000.000"' in html

    nothing = {"token": day.obligation.token, "given": "0", "file": proof()}
    assert "Tulis berapa yang diberikan." in client.post(form, nothing).content.decode()
    give(3_000_000)
    assert "belum.</p>" not in client.get(day.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("words", "receipts", "said"),
    [
        ({"kind": "goods", "worth": 0, "note": "Semen"}, [], "belum ada"),
        ({"kind": "goods", "worth": 9, "note": "Semen"}, [{"amount": 1}], "sebagian"),
        ({"kind": "goods", "worth": 0, "note": "Semen"}, [{"completes": True}], "seluruhnya"),
        ({"kind": "cash", "worth": 5_000_000}, [{"amount": 2_000_000}], "Rp2.000.000"),
    ],
)
def test_what_the_project_received_is_said_in_its_own_measure(
    client, villages, words, receipts, said
):
    day = linked_day(villages, **words)
    for words in receipts:
        receive(fresh(day), **({"amount": 0} | words))

    html = client.get(day.get_absolute_url()).content.decode()

    assert f"sejauh ini: {said}." in html


def test_two_confirmed_parts_of_two_obligations_are_one_query(
    villages, people, django_assert_num_queries
):
    agreement = AgreementFactory(state="in_force", regions=villages, owes=[{}, {}])

    with django_assert_num_queries(1):
        obligations.rows_of(agreement, in_days(0))


def test_a_witness_reads_what_is_owed_and_the_page_says_that_only_he_is_missing(
    client, villages, people
):
    officer = people["own officer"]
    plan = Plan(needed=1, witnesses=(Named(str(officer.user), officer.capacity, officer.pk),))
    agreement = AgreementFactory(
        state="open", regions=villages, approved=villages, plan=plan, owes=[{"what": "Iuran pipa"}]
    )
    client.force_login(officer.user)

    html = client.get(f"{agreement.get_absolute_url()}saksikan/").content.decode()
    assert "Kewajiban ini bagian dari naskah yang Anda saksikan." in html and "Iuran pipa" in html
    html = client.get(agreement.get_absolute_url()).content.decode()
    assert "Semua pihak sudah menyetujui versi 1; tinggal menunggu kesaksian saksi." in html
    html = client.get("/kesepakatan/").content.decode()
    assert "Semua pihak sudah menyetujui; tinggal menunggu saksi" in html


def test_a_fifth_witness_is_one_too_many(client, villages, people):
    agreement = AgreementFactory(regions=villages)
    client.force_login(people["drafting head"].user)

    typed = {"order": "serentak", "needed": "5"}
    html = client.post(f"{agreement.get_absolute_url()}buka/", typed).content.decode()

    assert "Saksi yang dapat disebut di sini paling banyak 4 orang." in html
