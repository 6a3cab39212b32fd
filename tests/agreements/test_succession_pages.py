"""Drafting what follows an agreement on the pages, and where it is told."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agreements import actions
from agreements.models import Agreement
from notifications.models import Mail
from tests.agreements.test_guards import refused
from tests.agreements.test_signing_pages import proved
from tests.agreements.test_succession import again, opened, seal, succeed
from tests.agreements.test_waiting import tasks
from tests.factories.agreements import AgreementFactory, clausal, end_together, fill, in_days

pytestmark = pytest.mark.django_db
RENEWAL, AMENDMENT, REPLACEMENT = Agreement.FollowsAs


@pytest.fixture
def before(villages, people):
    return AgreementFactory(state="in_force", regions=villages, title="Air bersih")


@pytest.fixture
def signed_in(client, people):
    client.force_login(people["other secretary"].user)
    return client


def url(agreement, way=""):
    address = reverse("agreements:succeed", args=[agreement.code])
    return f"{address}?cara={way}" if way else address


def text_of(response):
    return response.content.decode()


def post(client, before, way, **words):
    words = {
        "title": "Air bersih", "starts_on": timezone.localdate(), "ends_on": before.ends_on,
    } | words  # fmt: skip
    return client.post(url(before, way), words)


def test_the_three_ways_are_explained_first(signed_in, before):
    page = text_of(signed_in.get(url(before)))

    for words in ("perpanjangan", "perubahan", "penggantian"):
        assert f"?cara={words}" in page
    assert "masa berlaku baru" in page and "tetap berlaku seperti sekarang" in page


def test_of_one_that_has_ended_it_is_not_said_that_it_stays_in_force(signed_in, villages):
    ended = AgreementFactory(state="ended", regions=villages)

    page = text_of(signed_in.get(url(ended)))

    assert "?cara=perpanjangan" in page and "tetap berlaku seperti sekarang" not in page


def test_what_is_over_offers_the_renewal_only(signed_in, people, before):
    actions.end(before, by=people["other head"], ground="force_majeure", reason="Banjir.")

    page = text_of(signed_in.get(url(before)))
    assert "?cara=perpanjangan" in page and "?cara=perubahan" not in page
    answer = post(signed_in, before, "perubahan")
    assert answer.url == before.get_absolute_url() and Agreement.objects.count() == 1


def test_a_change_asks_for_title_and_first_day(signed_in, before):
    page = signed_in.get(url(before, "perubahan"))

    assert list(page.context["form"].fields) == ["title", "starts_on"]
    assert page.context["form"]["title"].value() == "Perubahan atas Air bersih"
    answer = post(signed_in, before, "perubahan", title="Perubahan atas Air bersih")
    after = Agreement.objects.get(follows=before)
    assert answer.url == reverse("agreements:edit", args=[after.code])
    assert (after.follows_as, after.ends_on) == (AMENDMENT, before.ends_on)


def test_one_by_clauses_leads_to_its_clauses(signed_in, people, villages):
    old = seal(fill(clausal(villages), people["drafting head"]))

    answer = post(signed_in, old, "perpanjangan", starts_on=in_days(401), ends_on=in_days(700))

    after = Agreement.objects.get(follows=old)
    assert answer.url == reverse("agreements:clauses", args=[after.code])


@pytest.mark.parametrize(
    ("way", "words", "field"),
    [
        ("perpanjangan", {"ends_on": in_days(20), "starts_on": in_days(30)}, "ends_on"),
        ("perpanjangan", {"starts_on": in_days(380), "ends_on": in_days(800)}, "starts_on"),
        ("perpanjangan", {"ends_on": ""}, "ends_on"),
        ("perubahan", {"starts_on": in_days(400)}, "starts_on"),
        ("perubahan", {"title": ""}, "title"),
        ("penggantian", {"parties": []}, "parties"),
        ("penggantian", {"parties": ["99.99.99.2999"]}, "parties"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(signed_in, before, way, words, field):
    page = post(signed_in, before, way, **words)

    assert field in page.context["form"].errors and "Air bersih" in text_of(page)
    assert Agreement.objects.count() == 1


def test_a_village_must_stay_a_party_of_what_it_drafts(signed_in, before, people):
    own = people["drafting head"].region_id

    page = post(signed_in, before, "penggantian", parties=[own])

    assert "parties" in page.context["form"].errors


def test_a_replacement_takes_the_chosen_parties(signed_in, before, villages):
    codes = [village.pk for village in reversed(villages)]

    assert post(signed_in, before, "penggantian", parties=codes).status_code == 302
    assert Agreement.objects.get(follows=before).parties.count() == 2


def test_a_second_click_leads_to_the_same_draft(signed_in, before):
    first, second = (post(signed_in, before, "perubahan") for _click in range(2))

    assert first.url == second.url and Agreement.objects.count() == 2


def test_a_second_draft_of_somebody_else_is_told_of_the_first(client, signed_in, before, people):
    post(signed_in, before, "perubahan")
    client.force_login(people["drafting head"].user)

    for answer in (client.get(url(before)), post(client, before, "perubahan", title="Lain")):
        assert answer.url == before.get_absolute_url()
    assert Agreement.objects.get(follows=before).code in text_of(
        client.get(before.get_absolute_url())
    )


def test_what_follows_is_shown_to_the_parties_from_the_start(client, signed_in, people, villages):
    old = seal(fill(clausal(villages), people["drafting head"]))
    for _click in range(2):
        post(signed_in, old, "perpanjangan", starts_on=in_days(401), ends_on=in_days(700))

    after = Agreement.objects.get(follows=old)
    letters = Mail.objects.about(after.key).filter(kind="agreements.shared")
    told = {
        people[name].user.email for name in ("drafting head", "drafting secretary", "other head")
    }
    assert {letter.to for letter in letters} == told and len(letters) == len(told)
    client.force_login(people["drafting head"].user)
    for address in (after.get_absolute_url(), reverse("agreements:clauses", args=[after.code])):
        assert client.get(address).status_code == 200


def test_of_one_text_the_letter_leads_to_its_page(signed_in, before):
    post(signed_in, before, "perubahan")

    after = Agreement.objects.get(follows=before)
    for letter in Mail.objects.about(after.key).filter(kind="agreements.shared"):
        assert after.get_absolute_url() in letter.text and "/klausul/" not in letter.text


def test_whom_a_replacement_leaves_out_sees_it_too(client, villages, people):
    three = AgreementFactory(state="in_force", regions=[*villages, people["stranger head"].region])
    by = people["other head"]
    after = succeed(three, by, REPLACEMENT, regions=villages)

    client.force_login(people["stranger head"].user)
    page = text_of(client.get(three.get_absolute_url()))
    assert "sedang menyusun kelanjutannya" in page and after.get_absolute_url() in page
    assert client.get(after.get_absolute_url()).status_code == 200
    opened(after)
    assert client.get(after.get_absolute_url()).status_code == 200
    actions.withdraw(after, by=by, reason="Batal.")
    assert client.get(url(three)).status_code == 200


def test_who_drafted_the_one_before_for_others_sees_it_too(client, villages, people):
    camat = people["other camat"]
    before = AgreementFactory(state="in_force", regions=villages, drafted_for=camat.region)
    after = succeed(before, people["other head"])

    assert after in Agreement.objects.visible_to(camat.user)
    assert after not in Agreement.objects.visible_to(people["stranger head"].user)


def test_a_term_that_changed_meanwhile_keeps_the_form(signed_in, before, monkeypatch):
    def late(*args, **kwargs):
        raise actions.Untimely("Terlambat.")

    monkeypatch.setattr(actions, "succeed", late)

    assert "Terlambat." in text_of(post(signed_in, before, "perubahan"))


def test_strangers_are_refused_with_the_reason(client, before, people):
    client.force_login(people["stranger head"].user)

    for answer in (client.get(url(before)), post(client, before, "perubahan")):
        assert answer.status_code == 403


def test_an_unsealed_one_leads_back(signed_in, villages):
    waiting = AgreementFactory(state="open", regions=villages)

    assert signed_in.get(url(waiting, "perpanjangan")).url == waiting.get_absolute_url()
    assert post(signed_in, waiting, "perpanjangan", ends_on=in_days(900)).status_code == 302


# --- where it is told ---------------------------------------------------------------------


def test_draft_and_approval_show_what_differs(signed_in, before, people):
    after = succeed(before, people["other secretary"], title="Air bersih dan jernih")

    page = text_of(signed_in.get(after.get_absolute_url()))
    assert "<ins>" in page and "jernih" in page and "projects.css" in page
    own = signed_in.get(reverse("agreements:differences", args=[after.code]))
    assert "<ins>" in text_of(own)
    opened(after)
    signed_in.force_login(people["other head"].user)
    word = signed_in.get(reverse("agreements:approve", args=[after.code]))
    assert word.context["differences"] and "<ins>" in text_of(word)


def test_both_pages_point_to_each_other_and_the_list_to_the_valid_one(client, before, people):
    after = seal(succeed(before, people["other head"], title="Air bersih baru"))

    old, new = (text_of(client.get(each.get_absolute_url())) for each in (before, after))
    assert "Digantikan oleh" in old and after.get_absolute_url() in old
    assert "Naskah ini mengubah" in new and before.get_absolute_url() in new
    rows = {
        line.agreement: line for line in client.get(reverse("agreements:list")).context["lines"]
    }
    assert rows[before].latest == after and rows[after].latest is None
    assert str(rows[before].standing.word) == "Digantikan"
    assert client.get(reverse("agreements:differences", args=[after.code])).status_code == 200
    assert client.get(reverse("agreements:differences", args=[before.code])).status_code == 404


def test_the_check_page_says_by_what_it_was_replaced(client, before, people):
    after = seal(succeed(before, people["other head"], title="Air bersih baru"))

    page = text_of(client.get(reverse("agreements:check", args=[before.check_code])))

    assert "Sah, sudah digantikan" in page
    assert reverse("agreements:check", args=[after.check_code]) in page


def test_a_renewed_one_is_valid_and_says_what_follows(client, before, people):
    after = seal(succeed(before, people["other head"], RENEWAL, title="Air bersih lagi"))

    page = text_of(client.get(reverse("agreements:check", args=[before.check_code])))
    assert "Sah dan berlaku" in page and "Air bersih lagi" in page
    page = text_of(client.get(before.get_absolute_url()))
    assert "Dilanjutkan oleh" in page and "Naskah itu berlaku dari" in page
    end_together(after, (people["drafting head"], people["other head"]))
    page = text_of(client.get(before.get_absolute_url()))
    assert "Dilanjutkan oleh" in page and "Naskah itu berlaku dari" not in page


def test_pages_cost_the_same_however_long_the_line(client, before, people):
    def cost(address):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    def costs():
        row = Agreement.objects.get(pk=before.pk)
        check = reverse("agreements:check", args=[row.check_code])
        return [cost(each) for each in (row.get_absolute_url(), check)]

    last = seal(succeed(before, people["other head"]))
    few = costs()
    for _turn in range(3):
        last = seal(succeed(again(last), people["other head"]))

    assert costs() == few


def test_the_register_names_both_sides(client, before, people):
    after = seal(succeed(before, people["other head"]))

    answer = client.get(reverse("agreements:table", args=["csv"]))
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    rows = {row["kode"]: row for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))}

    assert rows[before.code]["dilanjutkan_oleh"] == after.code
    assert rows[after.code]["lanjutan_dari"] == before.code
    assert rows[after.code]["cara_lanjutan"] == "Perubahan"


def test_the_mail_before_the_end_offers_the_renewal_until_somebody_drafts_it(villages, people):
    ending = AgreementFactory(state="in_force", regions=villages, ends_on=in_days(91))
    mails = Mail.objects.about(ending.key).filter(kind="agreements.ends_soon")
    now = timezone.now()

    actions.remind_of_ends(now + timedelta(days=1))
    assert url(ending) in mails.latest("pk").text
    after = succeed(ending, people["other head"], RENEWAL)
    actions.remind_of_ends(now + timedelta(days=61))
    assert "sedang menyusun kelanjutannya" in mails.latest("pk").text
    told = mails.count()
    seal(after)
    assert actions.remind_of_ends(now + timedelta(days=84)) == 0
    assert mails.count() == told


def test_the_start_page_asks_for_a_renewal_until_somebody_drafts_it(villages, people):
    ending = AgreementFactory(state="in_force", regions=villages, ends_on=in_days(20), title="Lama")
    assert "Susun perpanjangan: Lama" in [task.title for task in tasks(people["other head"])]

    succeed(ending, people["drafting head"], RENEWAL)

    assert "Susun perpanjangan: Lama" not in [task.title for task in tasks(people["other head"])]


# --- what the database holds --------------------------------------------------------------


def test_what_it_follows_is_fixed_from_the_first_row_on(before, people):
    after = succeed(before, people["other head"])
    rows = Agreement.objects.filter(pk=after.pk)

    refused(lambda: rows.update(follows_as="renewal"), "fixed")
    refused(lambda: rows.update(follows=None, follows_as=""), "fixed")
    refused(lambda: Agreement.objects.filter(pk=before.pk).update(follows=before.pk), "fixed")


@pytest.mark.parametrize("state", ["draft", "open", "withdrawn"])
def test_only_a_sealed_one_of_the_same_kind_is_followed(villages, people, state):
    other = AgreementFactory(state=state, regions=villages)

    refused(
        lambda: AgreementFactory(regions=villages, follows=other, follows_as="renewal"), "sealed"
    )


def test_there_is_one_living_successor_and_a_way_belongs_to_it(before, villages):
    words = {"regions": villages, "follows": before}
    refused(lambda: AgreementFactory(**words), "follows_in_a_way")
    refused(lambda: AgreementFactory(regions=villages, follows_as="renewal"), "follows_in_a_way")
    AgreementFactory(**words, follows_as="renewal")
    refused(lambda: AgreementFactory(**words, follows_as="renewal"), "one_successor")


def test_nobody_ends_it_as_replaced_by_hand(client, before, people):
    client.force_login(people["other head"].user)
    address = reverse("agreements:end", args=[before.code])
    proved(client, before, "end")

    answer = client.post(address, {"ground": "replaced", "reason": "Diganti."})

    assert "ground" in answer.context["form"].errors
    assert again(before).state == "in_force"
