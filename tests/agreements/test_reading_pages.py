"""The list, the page, the text and the PDF: what is shown, to whom, at what cost."""

import hashlib
from datetime import UTC, datetime, time

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agreements import actions
from agreements.models import Agreement
from agreements.standing import standing_of
from core import formats
from tests.agreements.board import draft
from tests.agreements.test_drafting import change
from tests.factories.agreements import AgreementFactory, give_word, in_days
from tests.factories.projects import head_of
from tests.factories.villages import RegionFactory

pytestmark = pytest.mark.django_db
LIST = reverse("agreements:list")


def page(client, name, agreement, **query):
    return client.get(reverse(f"agreements:{name}", args=[agreement.code]), query)


def read(response):
    """The bytes of a download; closes its file."""
    content = b"".join(response.streaming_content)
    response.close()
    return content


def with_sheet(agreement):
    actions.make_sheet(
        Agreement.objects.select_related("current", "drafted_for").get(pk=agreement.pk)
    )
    agreement.refresh_from_db()
    return agreement


def titles(response):
    return [line.agreement.title for line in response.context["lines"]]


@pytest.fixture
def some(villages):
    """One of each standing."""
    made = {
        "draft": AgreementFactory(regions=villages, title="Draf"),
        "open": AgreementFactory(regions=villages, title="Terbuka", state="open", approved=[villages[1]]),
        "running": AgreementFactory(regions=villages, title="Berjalan", state="in_force"),
        "soon": AgreementFactory(regions=villages, title="Hampir habis", state="in_force", ends_on=in_days(20)),
        "coming": AgreementFactory(regions=villages, title="Kelak", state="in_force", starts_on=in_days(9)),
        "ended": AgreementFactory(regions=villages, title="Usai", state="ended"),
        "withdrawn": AgreementFactory(regions=villages, title="Ditarik", state="withdrawn"),
    }  # fmt: skip
    over = AgreementFactory(regions=villages, title="Lewat", state="open", ends_on=in_days(0))
    for village in villages:
        give_word(over, head_of(village))
    return made | {"over": over}


def test_the_chips_count_and_choose(client, some, people):
    client.force_login(people["drafting head"].user)

    response = client.get(LIST)
    counts = {chip.key: chip.count for chip in response.context["chips"]}

    assert counts == {
        "": 7, "berlaku": 4, "menunggu": 1, "segera": 2, "berakhir": 1, "ditarik": 1, "draf": 1,
    }  # fmt: skip
    ways = ("berlaku", "menunggu", "berakhir", "ditarik")
    assert counts[""] == len(titles(response)) == sum(counts[way] for way in ways)
    assert titles(client.get(LIST, {"keadaan": "ditarik"})) == ["Ditarik"]
    assert titles(client.get(LIST, {"keadaan": "draf"})) == ["Draf"]
    assert titles(client.get(LIST, {"keadaan": "menunggu"})) == ["Terbuka"]
    assert set(titles(client.get(LIST, {"keadaan": "segera"}))) == {"Hampir habis", "Lewat"}
    assert titles(client.get(LIST, {"keadaan": "omong kosong"})) == titles(client.get(LIST))


def test_the_first_chip_says_that_it_leaves_drafts_out(client, villages, people):
    client.force_login(people["drafting head"].user)
    for address in (LIST, reverse("noticeboard:list")):
        first, *_others = client.get(address).context["chips"]
        assert (first.label, first.count) == ("Semua", 0)
    AgreementFactory(regions=villages)
    draft(villages[0], by=people["drafting head"])

    for address in (LIST, reverse("noticeboard:list")):
        first, *_others, last = client.get(address).context["chips"]
        assert first.label not in ("Semua", last.label)
        assert (first.count, last.key, last.count) == (0, "draf", 1)


def test_a_visitor_finds_what_is_public_and_no_chip_for_drafts(client, some):
    response = client.get(LIST)

    assert set(titles(response)) == {"Berjalan", "Hampir habis", "Kelak", "Usai", "Lewat"}
    assert "draf" not in [chip.key for chip in response.context["chips"]]


def test_the_list_is_narrowed_by_region_kind_and_words(client, villages, sawangan):
    ours = AgreementFactory(state="in_force", regions=villages, title="Air bersih")
    mou = AgreementFactory(state="in_force", regions=[sawangan, RegionFactory(code="33.07.06.2001")],
                           title="Wisata", kind="mou")  # fmt: skip

    assert titles(client.get(LIST, {"wilayah": villages[0].pk})) == [ours.title]
    assert titles(client.get(LIST, {"wilayah": "33.07.06"})) == [mou.title]
    assert set(titles(client.get(LIST, {"wilayah": "33.07"}))) == {ours.title, mou.title}
    assert titles(client.get(LIST, {"jenis": "mou"})) == [mou.title]
    assert titles(client.get(LIST, {"q": "BERSIH"})) == [ours.title]
    assert titles(client.get(LIST, {"q": mou.code.lower()})) == [mou.title]
    assert titles(client.get(LIST, {"q": "bersih", "jenis": "mou"})) == []


def test_a_party_is_found_by_its_own_number(client, villages, people):
    agreement = AgreementFactory(regions=villages)
    agreement.parties.filter(region=villages[0]).update(number="3 Tahun 2026")
    actions.open_for_approval(agreement, by=people["drafting head"])
    client.force_login(people["other head"].user)

    assert titles(client.get(LIST, {"q": "3 tahun 2026"})) == [agreement.title]


@pytest.mark.parametrize(
    "query",
    [
        {"wilayah": "99.99"}, {"wilayah": "'; DROP"}, {"wilayah": "33.07.05.2004\x00"},
        {"q": "\x00\u202e"}, {"q": "%_\\"}, {"q": "x" * 5000}, {"jenis": "hibah"}, {"page": "999"},
        {"page": "-1"}, {"page": "x"}, {"keadaan": "\x00"},
    ],
)  # fmt: skip
def test_nonsense_in_the_address_is_answered_calmly(client, villages, query):
    AgreementFactory(state="in_force", regions=villages)

    assert client.get(LIST, query).status_code in (200, 404)


def test_an_empty_list_says_how_an_agreement_arises(client, db):
    assert "Kesepakatan lahir dari proyek" in client.get(LIST).content.decode()


def test_a_search_without_result_offers_the_way_back(client, villages):
    AgreementFactory(state="in_force", regions=villages)

    assert "Tampilkan semua kesepakatan" in client.get(LIST, {"q": "jembatan"}).content.decode()


def queries_of(client, url):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("who", ["visitor", "head"])
def test_the_list_costs_the_same_at_any_length(client, villages, who):
    """The count, the chips, the rows, their parties and approvals, the places that can be chosen;
    signed in: the frame's nine."""
    AgreementFactory(state="in_force", regions=villages)
    if who == "head":
        client.force_login(head_of(villages[0]).user)
    client.get(LIST)
    one = queries_of(client, LIST)
    for _ in range(3):
        AgreementFactory(state="in_force", regions=[*villages, RegionFactory()])

    assert queries_of(client, LIST) == one
    assert one <= (8 if who == "visitor" else 17)


@pytest.mark.parametrize("state", ["draft", "open", "in_force"])
def test_the_page_costs_the_same_for_any_number_of_parties(client, villages, state):
    small = AgreementFactory(state=state, regions=villages)
    large = AgreementFactory(state=state, regions=[*villages, *(RegionFactory() for _ in range(9))])
    client.force_login(head_of(villages[0]).user)
    client.get(small.get_absolute_url())

    few = queries_of(client, small.get_absolute_url())
    assert queries_of(client, large.get_absolute_url()) == few
    assert few <= 26


def test_a_visitors_page_costs_few_queries(client, villages):
    """The agreement; its parties, approvals, who has acknowledged it, obligations, versions,
    suspensions, trail."""
    agreement = with_sheet(AgreementFactory(state="in_force", regions=villages))

    assert queries_of(client, agreement.get_absolute_url()) <= 12


@pytest.mark.parametrize("state", ["draft", "open", "withdrawn"])
def test_strangers_find_nothing_of_what_is_not_public(client, villages, state, people):
    agreement = AgreementFactory(state=state, regions=villages)
    for who in (None, "stranger head"):
        if who:
            client.force_login(people[who].user)
        for name in ("detail", "text", "sheet"):
            assert page(client, name, agreement).status_code == 404
        assert agreement.title not in client.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("draft", "Draf yang hanya dilihat Desa Sojokerto"),
        ("open", "Menunggu persetujuan Anda"),
        ("in_force", "Semua pihak telah menyetujui versi 1"),
        ("ended", "Tujuan kerja sama tercapai."),
        ("withdrawn", "Menunggu musyawarah desa."),
    ],
)
def test_the_page_says_where_it_stands(client, villages, people, state, words):
    agreement = AgreementFactory(state=state, regions=villages)
    client.force_login(people["drafting head"].user)

    content = page(client, "detail", agreement).content.decode()
    assert words in content
    assert "bukan tanda tangan elektronik tersertifikasi" in content
    assert 'id="pasal-1"' in content


def test_the_page_names_what_a_draft_lacks_and_offers_to_open_it_when_nothing_does(
    client, villages, people
):
    client.force_login(people["drafting secretary"].user)
    lacking = AgreementFactory(regions=villages, text="Pasal 1\n[isi: lingkup]")
    whole = AgreementFactory(regions=villages)

    assert "Sebelum dapat dibuka" in page(client, "detail", lacking).content.decode()
    assert "/buka/" not in page(client, "detail", lacking).content.decode()
    assert "/buka/" in page(client, "detail", whole).content.decode()


def test_why_somebody_declined_is_for_those_involved_also_in_the_history(client, villages, people):
    agreement = AgreementFactory(state="open", regions=villages)
    actions.decline(agreement, by=people["other head"], sha256=agreement.current.sha256,
                    reason="Iuran terlalu berat.")  # fmt: skip
    for person in ("drafting head", "other head"):
        give_word(agreement, people[person])
    stranger = page(Client(), "detail", agreement).content.decode()
    client.force_login(people["other head"].user)

    assert "menolak menyetujui" in stranger
    assert "Iuran terlalu berat" not in stranger
    assert "Iuran terlalu berat." in page(client, "detail", agreement).content.decode()


def test_objections_are_shown_to_those_involved(client, villages, people):
    agreement = AgreementFactory(state="open", regions=villages)
    actions.decline(agreement, by=people["other head"], sha256=agreement.current.sha256,
                    reason="Iuran terlalu berat.")  # fmt: skip
    client.force_login(people["drafting secretary"].user)

    response = page(client, "detail", agreement)
    assert [event.region_name for event in response.context["objections"]] == ["Desa Besani"]
    assert "Iuran terlalu berat." in response.content.decode()
    give_word(agreement, people["other head"])
    assert not page(client, "detail", agreement).context["objections"]


def test_the_text_is_downloaded_byte_for_byte_as_it_was_hashed(client, villages):
    agreement = AgreementFactory(state="in_force", regions=villages)

    response = page(client, "text", agreement)

    assert hashlib.sha256(response.content).hexdigest() == agreement.current.sha256
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "attachment" in response["Content-Disposition"]


def test_older_versions_are_for_those_involved(client, villages, people):
    agreement = AgreementFactory(state="in_force", regions=villages)

    assert page(client, "text", agreement, versi="1").status_code == 200
    for wrong in ("2", "0", "-1", "x", "٣", "99999", "1" * 400):
        assert page(client, "text", agreement, versi=wrong).status_code == 404


def test_an_older_version_is_hidden_from_a_visitor(client, villages, people):
    agreement = AgreementFactory(state="open", regions=villages)
    agreement = change(agreement, people["drafting head"], text="Pasal 1\nLain.")
    for village in villages:
        give_word(agreement, head_of(village))
    assert page(client, "text", agreement, versi="1").status_code == 404
    client.force_login(people["own camat"].user)
    assert page(client, "text", agreement, versi="1").status_code == 200


def test_the_pdf_is_public_and_private_to_no_cache(client, villages):
    agreement = AgreementFactory(state="in_force", regions=villages)
    assert page(client, "sheet", agreement).status_code == 404
    assert "PDF sedang dibuat" in page(client, "detail", agreement).content.decode()

    with_sheet(agreement)
    response = page(client, "sheet", agreement)

    assert hashlib.sha256(read(response)).hexdigest() == agreement.sheet_sha256
    assert "attachment" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_the_code_in_the_address_may_be_written_small(client, villages):
    agreement = AgreementFactory(state="in_force", regions=villages)

    assert client.get(f"/kesepakatan/{agreement.code.lower()}/").status_code == 200
    assert client.get("/kesepakatan/TIDAKADA/").status_code == 404


def test_hostile_words_are_shown_as_words(client, villages):
    agreement = AgreementFactory(
        state="in_force", regions=villages, title="<script>alert(1)</script>",
        text='Pasal 1\n<img src=x onerror="alert(1)">{{ secret }}{% now %}',
    )  # fmt: skip

    for url in (agreement.get_absolute_url(), LIST, f"/cek/{agreement.check_code}/"):
        content = client.get(url).content.decode()
        assert "<script>alert" not in content and "<img src=x" not in content


def test_a_term_that_is_over_is_shown_as_over_before_the_nightly_task(client, villages, people):
    agreement = AgreementFactory(state="in_force", regions=villages)

    assert standing_of(agreement, in_days(356)).word == "Berakhir"
    assert not standing_of(agreement, in_days(356)).is_valid
    assert standing_of(agreement, in_days(-11)).word == "Sah, belum mulai berlaku"


def test_the_list_tells_when_one_ended_before_its_time(client, villages, people):
    agreement = AgreementFactory(state="in_force", regions=villages)
    actions.end(agreement, by=people["drafting head"], ground="object_lost", reason="Selesai.")

    page = client.get(LIST, {"keadaan": "berakhir"}).content.decode()
    assert f"berakhir pada {formats.day(timezone.localdate())}" in page
    assert formats.day(agreement.ends_on) not in page


def test_the_last_day_of_the_term_is_called_so(client, villages, people):
    agreement = AgreementFactory(state="in_force", regions=villages)
    with time_machine.travel(datetime.combine(agreement.ends_on, time(3), UTC), tick=False):
        assert "hari ini hari terakhir" in client.get(LIST).content.decode()
