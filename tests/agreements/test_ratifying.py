"""What each village settles at home: recorded with its paper, seen by all, blocking its head."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agreements import actions, deadlines, ratification, rules, tasks
from agreements.actions.ratifying import NoPaper
from agreements.models import Agreement, HomePaper, HomeRule, Step
from agreements.waiting import waiting_for
from core import audit
from core.errors import Forbidden, Refusal
from notifications.models import Mail
from tests.factories.agreements import (
    AgreementFactory,
    HomeRuleFactory,
    RegistrationFactory,
    clausal,
    fill,
    give_word,
    settle_at_home,
)
from tests.factories.projects import head_of
from tests.factories.villages import RegionFactory, SubdistrictFactory
from tests.meetings.crowd import at_once
from tests.papers import pdf_bytes
from villages.models import Mandate

pytestmark = pytest.mark.django_db
S = Agreement.State
MUSDES, COUNCIL, REPORT = Step.ASSEMBLY, Step.COUNCIL, Step.REPORT


@pytest.fixture
def head(people):
    return people["drafting head"]


@pytest.fixture
def other(people):
    return people["other head"]


@pytest.fixture
def opened(by_clauses, head):
    return actions.open_for_approval(fill(by_clauses, head), by=head)


def file(name="ba.pdf", content=None):
    return SimpleUploadedFile(name, pdf_bytes() if content is None else content)


def record(agreement, by, step=MUSDES, **words):
    words = {
        "token": uuid.uuid4(), "held_on": timezone.localdate(), "number": "1/BA", "paper": file(),
    } | words  # fmt: skip
    return actions.record_home(agreement, step, by=by, **words)


def url(name, *args):
    return reverse(f"agreements:{name}", args=args)


def names(agreement, region):
    return [rule.step for rule in ratification.lacking(agreement, region)]


# --- recording ----------------------------------------------------------------------


def test_a_paper_is_kept_with_its_fingerprint_and_the_history_says_so(opened, other):
    row = record(opened, other)

    assert row.paper.name.startswith("agreements.homepaper/") and len(row.sha256) == 64
    assert row.person_name == str(other.user)
    assert audit.trail_of(opened)[0].sentence == "mencatat hasil pengesahan di wilayahnya"


def test_a_correction_is_a_new_row_that_may_keep_the_file(opened, other):
    first = record(opened, other)
    second = record(opened, other, number="2/BA", paper=None)

    assert HomePaper.objects.count() == 2
    assert (second.paper.name, second.sha256) == (first.paper.name, first.sha256)
    newest = ratification.papers_of(HomePaper.objects.all())
    assert newest[(first.party_id, MUSDES)] == second
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("DELETE FROM agreements_homepaper")


def test_the_same_form_twice_is_one_row_and_the_first_needs_a_file(opened, other, monkeypatch):
    with pytest.raises(NoPaper):
        record(opened, other, paper=None)
    token = uuid.uuid4()
    assert record(opened, other, token=token) == record(opened, other, token=token)
    monkeypatch.setattr("agreements.actions.ratifying.MOST", 1)
    with pytest.raises(Refusal):
        record(opened, other)


@pytest.mark.django_db(transaction=True)
def test_fifty_clicks_on_one_form_are_one_row(opened, other):
    HomeRuleFactory()
    token = uuid.uuid4()

    at_once([lambda: record(opened, other, token=token)] * 20)

    assert HomePaper.objects.count() == 1


@pytest.mark.parametrize(
    "who", ["drafting council", "own camat", "own officer", "stranger head", "nobody"]
)
def test_only_heads_and_secretaries_of_the_villages_record(opened, people, who):
    with pytest.raises((Forbidden, Refusal)):
        record(opened, people[who])


def test_when_and_what_may_be_recorded(by_clauses, head, other, villages):
    assert "ditunjukkan" in rules.can_record_home(other, by_clauses, MUSDES).reason
    actions.share(by_clauses, by=head)
    by_clauses.refresh_from_db()
    assert rules.can_record_home(other, by_clauses, MUSDES)
    assert "Bupati" in rules.can_record_home(other, by_clauses, REPORT).reason
    memo = clausal(villages, "mou")
    assert "tidak meminta" in rules.can_record_home(head, memo, COUNCIL).reason
    one_text = AgreementFactory(regions=villages)
    assert "Tidak ada" in rules.can_record_home(head, one_text, MUSDES).reason


def test_a_kelurahan_and_a_subdistrict_settle_nothing(villages):
    kelurahan = RegionFactory(kind="urban", word="Kelurahan", code="33.07.05.1006")
    memo = clausal([villages[0], kelurahan, villages[0].parent], "mou")
    HomeRule.objects.filter(kind="mou").update(compulsory=True)

    assert names(memo, villages[0]) == [MUSDES]
    assert names(memo, kelurahan) == names(memo, villages[0].parent) == []
    assert not rules.can_record_home(head_of(kelurahan), memo, MUSDES)
    assert [bool(home.items) for home in ratification.checklists(memo, timezone.localdate())] == [
        True, False, False,
    ]  # fmt: skip


# --- the head waits for it ------------------------------------------------------------


def test_a_head_approves_when_the_compulsory_papers_are_there_and_may_decline_before(
    opened, head, other
):
    verdict = rules.can_approve(other, opened)
    assert "Musdes" in verdict.reason and "BPD" in verdict.reason
    assert rules.can_decline(other, opened)
    with pytest.raises(Refusal, match="Musdes"):
        give_word(opened, other)
    record(opened, other)
    record(opened, other, COUNCIL)

    assert give_word(opened, other)
    with pytest.raises(Refusal):
        give_word(opened, head)


def test_operators_decide_what_blocks(client, opened, other, operator):
    client.force_login(operator)
    for rule in HomeRule.objects.filter(kind="permakades", compulsory=True):
        address = reverse("admin:agreements_homerule_change", args=[rule.pk])
        client.post(address, {"kind": rule.kind, "step": rule.step, "days": 7})

    assert rules.can_approve(other, opened)


def test_what_was_recorded_as_one_text_needs_nothing_from_home(villages, other):
    agreement = AgreementFactory(regions=villages, state="open")

    assert rules.can_approve(other, agreement)
    assert ratification.checklists(agreement, timezone.localdate()) == []


# --- deadlines --------------------------------------------------------------------------


def later(days):
    return timezone.now() + timedelta(days=days)


def told(days):
    before = set(Mail.objects.values_list("pk", flat=True))
    actions.remind_of_ratification(later(days))
    mails = Mail.objects.filter(kind="agreements.deadline").exclude(pk__in=before)
    return {mail.to for mail in mails}


def test_who_lacks_a_paper_is_told_three_days_before_on_the_day_and_after(opened, head, other):
    settle_at_home(opened, head.region)

    assert told(3) == set()
    assert told(4) == {other.user.email} | mails_of(other)
    assert told(4) == set()
    assert other.user.email in told(7) and other.user.email in told(10)
    assert head.user.email in told(12)  # his word is due after 15 days
    assert told(40) == set()


def mails_of(mandate):
    """Addresses of head and secretary of a region."""
    held = Mandate.objects.filter(region=mandate.region, office__in=["head", "secretary"])
    return {each.user.email for each in held}


def test_who_has_approved_and_what_is_no_longer_open_is_left_alone(opened, head, other):
    settle_at_home(opened)
    give_word(opened, other)

    assert other.user.email not in told(12)
    actions.withdraw(opened, by=head, reason="Ditunda.")
    assert told(15) == set()


def test_the_copy_to_the_regent_is_due_a_week_after_the_promulgation(opened, head, other):
    settle_at_home(opened)
    for mandate in (head, other):
        give_word(opened, mandate)
    opened.refresh_from_db()
    assert opened.state == S.IN_FORCE and told(7) == set()
    RegistrationFactory(party=opened.parties.get(region=other.region))

    assert told(3) == set()
    assert told(4) == mails_of(other)
    item = ratification.checklists(opened, timezone.localdate())[1].items[-1]
    assert item.rule.step == REPORT and item.due == timezone.localdate() + timedelta(days=7)
    record(opened, other, REPORT)
    assert told(7) == set()


def test_a_letter_that_cannot_be_written_does_not_stop_the_others(opened, monkeypatch, villages):
    def broken(*args):
        raise ValueError

    monkeypatch.setattr("agreements.actions.ratifying._remind_parties", broken)
    assert actions.remind_of_ratification(later(7)) == 0
    assert tasks.remind_of_ratification() is None


def test_the_clock_in_days():
    began = timezone.localdate()
    due = deadlines.due_on(began, 7)

    days = [day for day in range(20) if deadlines.reminder_on(due, began, began + timedelta(days=day))
            is not None]  # fmt: skip
    assert days == [4, 5, 6, 7, 8, 9, 10, 11, 12]


# --- the pages ----------------------------------------------------------------------------


def test_all_parties_see_who_is_missing_what(client, opened, head, other, people):
    record(opened, head, number="140/07/BA/2026")
    for who in ("drafting head", "other secretary", "own camat"):
        client.force_login(people[who].user)
        page = client.get(url("home", opened.code)).content.decode()
        assert "140/07/BA/2026" in page and "Belum ada" in page
        assert "2 pihak masih kekurangan" in page
    client.force_login(people["stranger head"].user)
    assert client.get(url("home", opened.code)).status_code == 404


def test_where_the_kind_asks_for_nothing_no_button_leads_there(client, opened, head):
    def pages(agreement, who):
        client.force_login(who.user)
        addresses = (agreement.get_absolute_url(), url("home", agreement.code))
        return [client.get(address).content.decode() for address in addresses]

    own, home = pages(opened, head)
    assert url("home", opened.code) in own and "setiap desa mengesahkan" in home
    above = [SubdistrictFactory(code=f"33.07.{n}") for n in (21, 22)]
    accord = clausal(above, kind="kesepakatan")
    memo = clausal([head.region, RegionFactory()], kind="mou")
    HomeRule.objects.filter(kind="mou").delete()
    for agreement, who in ((accord, head_of(above[0])), (memo, head)):
        own, home = pages(agreement, who)
        assert url("home", agreement.code) not in own
        assert "setiap desa mengesahkan" not in home
        assert "Tidak ada yang perlu disahkan" in home
        assert "Di sini tidak ada" not in home


def test_the_file_is_for_those_who_are_involved(client, opened, head, people):
    row = record(opened, head)
    address = url("home_paper", opened.code, row.pk)
    client.force_login(people["other head"].user)
    answer = client.get(address)
    assert answer.status_code == 200 and answer["Cache-Control"] == "private, no-store"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    for who in ("stranger head", "regency"):
        client.force_login(people[who].user)
        assert client.get(address).status_code == 404


def test_a_paper_is_recorded_by_the_page(client, opened, people):
    client.force_login(people["other secretary"].user)
    address = url("home_record", opened.code, MUSDES)
    form = client.get(address).context["form"]
    data = {"token": form.initial["token"], "held_on": timezone.localdate().isoformat()}

    answer = client.post(address, data | {"number": "1/BA", "paper": file()})

    assert answer.url == url("home", opened.code)
    assert HomePaper.objects.get().number == "1/BA"
    assert "berkas tetap" in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"held_on": "9999-01-01"}, "held_on", "belum tiba"),
        ({"held_on": "2001-01-01"}, "held_on", "lima tahun"),
        ({"held_on": ""}, "held_on", "kosong"),
        ({"number": "x" * 81}, "number", "80"),
        ({"token": "x"}, "token", "tidak lengkap"),
        ({"paper": ""}, "paper", "pindaian"),
        ({"paper": ("x.svg", b"<svg/>")}, "paper", "PDF, JPEG, atau PNG"),
        ({"paper": ("x.pdf", b"%PDF-broken")}, "paper", "tidak dapat dibuka"),
        ({"paper": ("x.pdf", b"%PDF-" + b"0" * 11_000_000)}, "paper", "10 MB"),
        ({"held_on": "", "paper": ("x.pdf", None)}, "paper", "pilih berkasnya lagi"),
    ],
)
def test_wrong_papers_get_a_clear_sentence_and_leave_nothing(
    client, opened, people, change, field, words
):
    client.force_login(people["other secretary"].user)
    data = {
        "token": str(uuid.uuid4()), "held_on": timezone.localdate().isoformat(), "number": "1",
        "paper": file(),
    } | change  # fmt: skip
    if isinstance(data["paper"], tuple):
        data["paper"] = file(*data["paper"])

    page = client.post(url("home_record", opened.code, MUSDES), data)

    assert words.lower() in " ".join(page.context["form"].errors[field]).lower()
    assert not HomePaper.objects.exists()


@pytest.mark.parametrize("step", ["lain", "5_laporan"])
def test_a_step_that_is_not_asked_for_is_not_recorded(client, opened, people, step):
    client.force_login(people["other secretary"].user)

    assert client.get(url("home_record", opened.code, step)).status_code in (404, 302)


def test_the_approval_page_says_what_is_missing_and_still_lets_decline(client, opened, other):
    client.force_login(other.user)

    page = client.get(url("approve", opened.code)).content.decode()
    assert "Sebelum Anda menyetujui" in page and url("decline", opened.code) in page
    assert url("home", opened.code) in page


def test_the_checklist_costs_the_same_with_two_and_six_villages(client, opened, head):
    client.force_login(head.user)
    many = clausal([head.region, *(RegionFactory() for _ in range(5))])

    def cost(agreement):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url("home", agreement.code)).status_code == 200
        return len(captured)

    cost(opened)
    assert cost(opened) == cost(many) <= 18


# --- what waits ---------------------------------------------------------------------------


def test_head_and_secretary_are_led_to_what_is_missing_first(opened, people, other):
    def titles(who):
        return [task.title for task in waiting_for(people[who], people[who].user)]

    settle = f"Selesaikan pengesahan di wilayah: {opened.title}"
    assert titles("other head") == titles("other secretary") == [settle]
    assert titles("own officer") == []
    settle_at_home(opened, other.region)
    assert titles("other head") == [f"Setujui kesepakatan: {opened.title}"]
    assert titles("other secretary") == []
