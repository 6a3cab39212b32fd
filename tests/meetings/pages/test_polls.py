"""Date polls in the browser: asking, answering on the site and from the mail, choosing a date."""

import uuid
from datetime import timedelta

import pytest
from django.core import signing
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core import formats
from core.errors import Refusal
from meetings import actions, links
from meetings.models import Meeting, Poll, PollAnswer
from notifications.models import Mail
from tests.factories.meetings import PollFactory
from tests.factories.villages import ForumFactory, MandateFactory
from tests.meetings.pages.typed import agenda, mistakes

pytestmark = pytest.mark.django_db


def dates(*rows):
    data = {"tanggal-TOTAL_FORMS": len(rows), "tanggal-INITIAL_FORMS": 0}
    for number, (day, start, end) in enumerate(rows):
        data |= {
            f"tanggal-{number}-day": day,
            f"tanggal-{number}-start": start,
            f"tanggal-{number}-end": end,
        }
    return data


TWO = dates(("2026-11-27", "09:00", "12:00"), ("2026-11-25", "13.00", "15.00"), ("", "", ""))


@pytest.fixture
def typed(forum):
    """What the camat types on the first page."""
    return {
        "uid": str(uuid.uuid4()),
        "title": "Tarif air bersih",
        "kind": "mad",
        "purpose": "Menyepakati tarif",
        "place": "",
        "zone": "Asia/Makassar",
        "last_day": "2026-11-20",
        "regions": [seat.region_id for seat in forum.memberships.all()],
        **TWO,
    }


def send(browser, forum, typed, step="send", **changes):
    return browser.post(f"/jajak/tanya/?forum={forum.pk}", {**typed, **changes, "step": step})


# --- asking ------------------------------------------------------------------------------


def test_a_poll_is_asked_in_two_pages(browser, forum, typed, heads):
    first = browser.get(f"/jajak/tanya/?forum={forum.pk}")
    assert set(first.context["form"].initial["regions"]) == {head.region_id for head in heads}

    preview = send(browser, forum, typed, "preview")
    assert "meetings/poll_preview.html" in [t.name for t in preview.templates]
    text = preview.content.decode()
    assert "Jumat, 27\xa0November\xa02026 pukul\xa009.00 sampai 12.00\xa0WITA" in text
    assert "Jumat pukul 11.30 sampai 13.00" in text
    assert not Poll.objects.exists()

    sent = send(browser, forum, typed)
    poll = Poll.objects.get()
    assert sent.url == poll.get_absolute_url()
    assert poll.closes_at.isoformat() == "2026-11-20T08:00:00+00:00"
    assert [slot.starts_at.isoformat()[:13] for slot in poll.slots.all()] == [
        "2026-11-25T05",
        "2026-11-27T01",
    ]
    assert Mail.objects.filter(kind="meetings.poll_asked").count() == 3


def test_the_preview_carries_everything_along(browser, forum, typed):
    preview = send(browser, forum, typed, "preview").content.decode()

    for name in ("title", "last_day", "zone", "regions", "uid", "tanggal-1-day"):
        assert f'type="hidden" name="{name}"' in preview


@pytest.mark.parametrize(("step", "rows"), [("add", 4), ("edit", 3)])
def test_working_on_keeps_everything_without_a_word_of_blame(browser, forum, typed, step, rows):
    page = send(browser, forum, typed, step, title="")

    assert not page.context["form"].is_bound
    assert len(page.context["rows"].forms) == rows
    assert page.context["rows"][0]["day"].value() == "2026-11-27"
    assert page.context["form"]["regions"].value() == typed["regions"]


def test_a_second_click_leads_to_the_same_poll(browser, forum, typed):
    first, second = send(browser, forum, typed), send(browser, forum, typed)

    assert first.url == second.url
    assert "sudah dikirim sebelumnya" in browser.get(second.url).content.decode()
    assert Poll.objects.count() == 1


def test_nobody_floods_the_region_with_questions(browser, forum, typed, camat):
    cache.set(f"limit:meetings.ask:{camat.user.pk}", 20, 600)

    page = send(browser, forum, typed)

    assert page.context["form"]["title"].value() == "Tarif air bersih"
    assert not Poll.objects.exists()


def test_without_an_address_one_chooses_whom_to_ask(browser, forum):
    assert list(browser.get("/jajak/tanya/").context["forums"]) == [forum]


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"title": ""}, ["title"]),
        ({"kind": "pesta"}, ["kind"]),
        ({"zone": "Europe/Berlin"}, ["zone"]),
        ({"regions": []}, ["regions"]),
        ({"regions": ["33.99.99.9999"]}, ["regions"]),
        ({"last_day": ""}, ["last_day"]),
        ({"last_day": "2026-11-26"}, ["last_day"]),
        ({"last_day": "2026-11-01"}, ["last_day"]),
        ({"last_day": "9999-12-31"}, ["last_day"]),
        ({"uid": "x"}, ["uid"]),
        ({"tanggal-0-day": "2026-11-01"}, ["__all__"]),
        ({"tanggal-0-day": "9999-12-31"}, ["__all__"]),
        ({"tanggal-0-day": "kapan\x00"}, ["__all__"]),
        ({"tanggal-0-start": ""}, ["__all__"]),
        ({"tanggal-0-end": ""}, ["__all__"]),
        ({"tanggal-0-end": "08:00"}, ["__all__"]),
        ({"tanggal-0-start": "25:00"}, ["__all__"]),
        ({"tanggal-1-day": ""}, ["__all__"]),
        ({"tanggal-TOTAL_FORMS": "x"}, ["__all__"]),
        (dates(*[("2026-11-25", "09:00", "10:00")] * 2), ["__all__"]),
        (dates(*[("2026-11-25", f"{n:02}:00", "23:00") for n in range(11)]), ["__all__"]),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_lost(browser, forum, typed, changes, fields):
    page = send(browser, forum, typed, **changes)

    assert page.status_code == 200
    assert list(mistakes(page)) == fields
    assert page.context["form"]["purpose"].value() == "Menyepakati tarif"
    assert not Poll.objects.exists()


def test_today_after_four_is_too_late_for_answers(browser, forum, typed, camat, clock):
    clock.move_to("2026-11-20 08:30:00+00:00")  # 16.30 WITA
    browser.force_login(camat.user)

    assert list(mistakes(send(browser, forum, typed))) == ["last_day"]


def test_who_may_not_call_may_not_ask(client, forum, typed):
    client.force_login(MandateFactory(office="council", region=forum.members.first()).user)

    assert send(client, forum, typed).status_code == 403


# --- answering on the site ------------------------------------------------------------------


@pytest.fixture
def poll(camat, heads, forum):
    return PollFactory(
        asked_by=camat, forum=forum, asked=[head.region for head in heads], title="Tarif air"
    )


def words(poll, *choices):
    slots = poll.slots.values_list("pk", flat=True)
    return {f"slot-{pk}": word for pk, word in zip(slots, choices, strict=False)}


def said(poll, head):
    answers = PollAnswer.objects.filter(slot__poll=poll, region=head.region)
    return list(answers.order_by("slot__starts_at").values_list("choice", flat=True))


@pytest.fixture
def site(client, heads):
    client.force_login(heads[0].user)
    return client


def test_the_three_answers_to_each_date_are_sent_at_once(site, poll, heads):
    page = site.get(poll.get_absolute_url())
    assert page.content.decode().count('type="radio"') == 6

    answer = site.post(f"/jajak/{poll.pk}/jawab/", words(poll, "yes", "if_needed"))

    assert answer.url == poll.get_absolute_url()
    assert said(poll, heads[0]) == ["yes", "if_needed"]
    again = site.get(poll.get_absolute_url()).content.decode()
    assert again.count(" checked") == 2


def test_none_of_them_suits_is_one_tap(site, poll, heads):
    site.post(f"/jajak/{poll.pk}/jawab/", {"all": "no", **words(poll, "yes")})

    assert said(poll, heads[0]) == ["no", "no"]


@pytest.mark.parametrize("choices", [[], ["yes"], ["yes", ""], ["yes", "perhaps"], ["\x00", "no"]])
def test_half_an_answer_is_sent_back_with_what_was_chosen(site, poll, heads, choices):
    page = site.post(f"/jajak/{poll.pk}/jawab/", words(poll, *choices))

    assert page.status_code == 200
    assert mistakes(page)
    assert page.content.decode().count(" checked") == choices.count("yes") + choices.count("no")
    assert said(poll, heads[0]) == []


def test_all_see_all_answers_and_the_best_date_first(site, poll, heads):
    first, second = poll.slots.all()
    for head, choices in ((heads[1], ("no", "yes")), (heads[2], ("if_needed", "yes"))):
        actions.answer_poll(
            poll, by=head, choices=dict(zip((first.pk, second.pk), choices, strict=True))
        )

    page = site.get(poll.get_absolute_url())

    assert [date.pk for date in page.context["dates"]] == [second.pk, first.pk]
    assert [date.standing for date in page.context["dates"]] == ["best", ""]
    assert (page.context["answered"], page.context["asked"]) == (2, 3)
    assert heads[1].user.full_name in page.content.decode()


def test_a_get_answers_nothing(site, poll, heads):
    assert site.get(f"/jajak/{poll.pk}/jawab/?all=no").status_code == 302
    assert said(poll, heads[0]) == []


def test_strangers_find_no_poll(client, poll):
    client.force_login(MandateFactory().user)

    assert client.get(poll.get_absolute_url()).status_code == 404
    assert client.post(f"/jajak/{poll.pk}/jawab/", words(poll, "yes", "yes")).status_code == 404


def test_after_the_closing_the_result_stands_there(site, poll, heads, clock):
    clock.move_to(poll.closes_at)
    site.force_login(heads[0].user)

    page = site.get(poll.get_absolute_url()).content.decode()
    answer = site.post(f"/jajak/{poll.pk}/jawab/", words(poll, "yes", "yes"))

    assert "Hasil" in page
    assert 'type="radio"' not in page
    assert answer.status_code == 302
    assert said(poll, heads[0]) == []


def test_the_page_costs_the_same_whatever_its_size(client, camat):
    counts = []
    for size in (2, 8):
        people = MandateFactory.create_batch(size)
        poll = PollFactory(
            asked_by=camat, asked=[head.region for head in people], dates=range(10, 10 + size)
        )
        for head in people:
            choices = dict.fromkeys(poll.slots.values_list("pk", flat=True), "yes")
            actions.answer_poll(poll, by=head, choices=choices)
        client.force_login(camat.user)
        client.get(poll.get_absolute_url())
        with CaptureQueriesContext(connection) as captured:
            assert client.get(poll.get_absolute_url()).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1] <= 15


def test_open_polls_stand_in_the_list_of_meetings(site, poll, heads):
    text = site.get("/pertemuan/").content.decode()

    assert poll.get_absolute_url() in text
    actions.withdraw_poll(poll, by=poll.asked_by, reason="Salah")
    assert poll.get_absolute_url() not in site.get("/pertemuan/").content.decode()


# --- answering from the mail ----------------------------------------------------------------


@pytest.fixture
def link(poll, heads):
    return links.poll_url(poll, heads[0]).removeprefix("http://testserver")


def test_the_link_shows_the_dates_and_answers_without_signing_in(client, poll, heads, link):
    page = client.get(link)
    assert page.status_code == 200
    assert page.content.decode().count('type="radio"') == 6
    assert "no-store" in page["Cache-Control"]
    assert said(poll, heads[0]) == []

    answer = client.post(link, words(poll, "yes", "no"))

    assert answer.url == link
    assert said(poll, heads[0]) == ["yes", "no"]
    assert client.get(link).content.decode().count(" checked") == 2


def test_the_link_takes_half_an_answer_for_none(client, poll, heads, link):
    page = client.post(link, words(poll, "yes"))

    assert page.status_code == 200
    assert mistakes(page)
    assert said(poll, heads[0]) == []


@pytest.mark.parametrize(
    "token",
    ["x", "a:b:c", signing.dumps([1, 1], salt=links.SALT)]
    + [signing.dumps([999999, 999999], salt=links.POLL_SALT)],
    ids=["short", "damaged", "of an invitation", "of nothing"],
)
def test_a_forged_link_is_not_found(client, poll, token):
    for answer in (client.get(f"/jajak/jawab/{token}/"), client.post(f"/jajak/jawab/{token}/")):
        assert answer.status_code == 404


def test_a_link_to_an_invitation_opens_no_poll(client, poll, link):
    token = link.split("/")[3]

    assert client.get(f"/pertemuan/jawab/{token}/").status_code == 404


def test_a_link_has_an_end(client, link, clock):
    clock.shift(links.MAX_AGE + timedelta(days=1))

    assert client.get(link).status_code == 410


@pytest.mark.parametrize("what", ["mandate", "withdrawn", "closed"])
def test_a_link_that_has_lost_its_right_says_why(client, poll, heads, link, what, clock):
    if what == "mandate":
        heads[0].state, heads[0].ended_at = "ended", timezone.now()
        heads[0].save()
    elif what == "withdrawn":
        actions.withdraw_poll(poll, by=poll.asked_by, reason="Dibahas lewat telepon")
    else:
        clock.move_to(poll.closes_at)

    for answer in (client.get(link), client.post(link, words(poll, "yes", "yes"))):
        assert answer.status_code == 410
        assert poll.title in answer.content.decode()
    assert said(poll, heads[0]) == []


def test_a_poll_settled_between_look_and_answer_is_told(client, poll, link, monkeypatch):
    def gone(*args, **kwargs):
        raise Refusal("Sudah menjadi pertemuan.")

    monkeypatch.setattr(actions, "answer_poll", gone)

    answer = client.post(link, words(poll, "yes", "no"))

    assert answer.status_code == 409
    assert "Sudah menjadi pertemuan." in answer.content.decode()


# --- withdrawing and choosing ----------------------------------------------------------------


def test_it_is_withdrawn_with_a_reason(browser, poll):
    assert browser.get(f"/jajak/{poll.pk}/tarik/").status_code == 200
    assert mistakes(browser.post(f"/jajak/{poll.pk}/tarik/", {"reason": " "}))

    answer = browser.post(f"/jajak/{poll.pk}/tarik/", {"reason": "Dibahas lewat telepon"})

    assert answer.url == poll.get_absolute_url()
    assert "Dibahas lewat telepon" in browser.get(answer.url).content.decode()
    assert browser.post(f"/jajak/{poll.pk}/tarik/", {"reason": "Lagi"}).status_code == 302


def choose(poll, slot=None):
    return f"/pertemuan/undang/?jajak={poll.pk}&tanggal={slot.pk if slot else ''}"


def test_one_tap_leads_to_the_preview_and_one_more_calls(browser, poll, heads):
    Poll.objects.update(place="Aula kecamatan")
    slot = poll.slots.last()
    choices = {one.pk: "yes" if one == slot else "no" for one in poll.slots.all()}
    actions.answer_poll(poll, by=heads[1], choices=choices)
    assert (
        choose(poll, slot).replace("&", "&amp;")
        in browser.get(poll.get_absolute_url()).content.decode()
    )

    preview = browser.get(choose(poll, slot))
    assert "meetings/meeting_preview.html" in [t.name for t in preview.templates]
    form = preview.context["form"]
    data = {
        field.html_name: field.value()
        for field in form
        if field.name != "also" and field.value() is not None
    }
    sent = browser.post(choose(poll, slot), {**data, **agenda(), "step": "send"})

    meeting = Meeting.objects.get()
    assert sent.url == meeting.get_absolute_url()
    assert (meeting.starts_at, meeting.ends_at) == (slot.starts_at, slot.ends_at)
    assert meeting.invitations.get(region=heads[1].region).answer == "attends"
    assert meeting.get_absolute_url() in browser.get(poll.get_absolute_url()).content.decode()

    for again in (
        browser.get(choose(poll, slot)),
        browser.post(choose(poll, slot), {**data, **agenda(), "step": "send"}),
    ):
        assert again.url == meeting.get_absolute_url()
    assert Meeting.objects.count() == 1


def test_without_a_place_the_filled_form_comes_first(browser, poll):
    slot = poll.slots.first()

    page = browser.get(choose(poll, slot))

    assert "meetings/meeting_call.html" in [t.name for t in page.templates]
    form = page.context["form"]
    assert not form.is_bound
    assert form["title"].value() == poll.title
    assert form["day"].value() == timezone.localtime(slot.starts_at).date()
    assert len(form["regions"].value()) == 3


@pytest.mark.parametrize("slot", ["", "x", "999999", "9" * 30, "²"])
def test_without_a_known_date_the_day_stays_empty(browser, poll, slot):
    page = browser.get(f"/pertemuan/undang/?jajak={poll.pk}&tanggal={slot}")

    assert page.status_code == 200
    assert page.context["form"]["day"].value() is None


def test_others_make_no_meeting_of_it(client, poll, heads):
    client.force_login(heads[0].user)
    assert client.get(choose(poll, poll.slots.first())).status_code == 403

    client.force_login(MandateFactory().user)
    assert client.get(choose(poll, poll.slots.first())).status_code == 404


def test_a_date_that_has_passed_is_not_offered(browser, poll, camat, clock):
    clock.move_to(poll.slots.first().starts_at + timedelta(hours=1))
    browser.force_login(camat.user)

    page = browser.get(poll.get_absolute_url())

    assert sum(date.is_ahead for date in page.context["dates"]) == 1
    assert page.content.decode().count("?jajak=") == 1


def test_who_has_left_the_forum_is_no_longer_preset(browser, poll, forum):
    gone = forum.memberships.first()
    gone.until = timezone.localdate() - timedelta(days=1)
    gone.since = gone.until - timedelta(days=9)
    gone.save()

    page = browser.get(choose(poll, poll.slots.first()))

    assert page.status_code == 200
    assert gone.region not in page.context["form"].fields["regions"].queryset


def test_polls_of_two_forums_do_not_mix(client, heads, poll):
    other = PollFactory(forum=ForumFactory(), asked=[MandateFactory().region])
    client.force_login(heads[0].user)

    assert list(Poll.objects.visible_to(heads[0].user)) == [poll]
    assert client.get(other.get_absolute_url()).status_code == 404


def test_the_summary_names_the_date_and_leads_to_its_answers(site, poll, heads):
    page = site.post(f"/jajak/{poll.pk}/jawab/", words(poll, "yes")).content.decode()
    last = list(poll.slots.all())[-1]
    when = formats.moment(last.starts_at, poll.zone)

    summary = page[page.index("data-mistakes") :]
    summary = summary[: summary.index("</ul>")]
    assert f'<a href="#id_slot-{last.pk}_0">{when}: Pilih salah satu' in summary
    assert f'id="id_slot-{last.pk}_0"' in page and "lot-8:" not in summary
