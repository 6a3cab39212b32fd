"""Pages of meetings and agreements in a browser whose owner has doubled the size of letters."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.models import Meeting
from tests.browser.reader import BROKEN_WORDS, too_wide
from tests.factories.agreements import AgreementFactory, submitted, suspended
from tests.factories.meetings import MeetingFactory, OccurrenceFactory, SeriesFactory
from tests.factories.minutes import MinutesFactory, lead_of
from tests.factories.projects import head_of
from tests.factories.villages import ForumFactory, RegionFactory

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
BROKEN = BROKEN_WORDS.replace("A-Za-z", "A-Za-z0-9")
CLIPPED = """() => [...document.querySelectorAll('main :is(button, .btn, .tool, .pick label)')]
    .filter(e => e.checkVisibility() && (e.scrollWidth > e.clientWidth + 1
        || e.getBoundingClientRect().right > innerWidth + 1))
    .map(e => e.textContent.trim().slice(0, 40))"""


@pytest.fixture
def addresses():
    """A meeting in its room with live minutes, one to come that goes on past midnight, a forum."""
    minutes = MinutesFactory()
    lead = lead_of(minutes)
    forum = ForumFactory(name="Forum Kerja Sama Kecamatan Kaliwiro", home=lead.region)
    Meeting.objects.update(
        forum=forum, project=None, state="running", starts_at=timezone.now() - timedelta(hours=1),
        ends_at=timezone.now() + timedelta(hours=1), answer_by=timezone.now(),
    )  # fmt: skip
    held = minutes.meeting_id
    ahead = MeetingFactory(
        forum=forum, called_by=lead, invited=[lead.region], title="Musyawarah perencanaan bersama",
        starts_at=timezone.now().replace(month=11, day=26, hour=16) + timedelta(days=365),
    )  # fmt: skip
    series = SeriesFactory(started_by=lead, forum=forum)
    christmas = timezone.localdate().replace(month=12, day=25) + timedelta(days=365)
    OccurrenceFactory(series=series, day=christmas)
    return lead, {
        "start": "/saya/",
        "meeting": ahead.get_absolute_url(),
        "room": f"/pertemuan/{held}/hadir/",
        "minutes": f"/pertemuan/{held}/notulen/",
        "tasks": "/tindak-lanjut/",
        "series": series.get_absolute_url(),
        "forum": forum.get_absolute_url(),
    }


def test_no_page_runs_off_and_no_word_breaks(large_letters, live_server, signed_in, addresses):
    lead, pages = addresses
    assert not faults_of(large_letters, live_server, signed_in(lead.user), pages)


@pytest.fixture
def agreement():
    """Suspended for a while; with a submitted report that awaits the word of the second head."""
    heads = [head_of(RegionFactory()) for _ in range(2)]
    agreement = suspended(heads)
    return agreement, submitted(agreement, heads[0]), heads


def test_no_page_of_an_agreement_runs_off(large_letters, live_server, signed_in, agreement):
    agreement, report, heads = agreement
    pages = {"agreement": agreement.get_absolute_url(), "report": report.get_absolute_url()}
    assert not faults_of(large_letters, live_server, signed_in(heads[1].user), pages, widths=[320])


def test_a_long_name_in_a_legend_is_broken(large_letters, live_server, signed_in):
    heads = [head_of(RegionFactory()), head_of(RegionFactory(name="N" * 100))]
    draft = AgreementFactory(regions=[head.region for head in heads])
    pages = {"edit": reverse("agreements:edit", args=[draft.code])}
    assert not faults_of(large_letters, live_server, signed_in(heads[0].user), pages, widths=[320])


def faults_of(large_letters, live_server, cookie, pages, widths=(390, 320)):
    """What runs off, is clipped or breaks, by page and width."""
    context = large_letters.new_context(base_url=live_server.url, locale="id-ID")
    context.add_cookies([cookie | {"url": live_server.url}])
    page, found = context.new_page(), {}
    for name, address in pages.items():
        page.goto(address)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 844})
            clipped = page.evaluate(CLIPPED)
            broken = page.evaluate(BROKEN) if width == 390 else []
            if too_wide(page) or clipped or broken:
                found[name, width] = (too_wide(page), clipped, broken)
    context.close()
    return found
