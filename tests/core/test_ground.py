"""The small pieces of the ground: verdicts, pages, codes, buttons, the trail."""

import pgtrigger
import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import ProgrammingError, connection, transaction
from django.http import HttpResponse

from accounts.models import User
from core import audit, codes, views
from core.access import ALLOW, deny, require
from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from core.paging import CappedPaginator
from core.views import TRAIL_SHORT, button, safe_next, trail_for, way_back
from tests.factories.accounts import UserFactory
from tests.factories.villages import MandateFactory, ProfileFactory


def test_a_verdict_is_true_only_when_allowed():
    assert ALLOW
    assert not deny("karena")
    require(ALLOW)
    with pytest.raises(Forbidden, match="karena"):
        require(deny("karena"))


def test_codes_have_no_vowels_and_differ():
    drawn = {codes.project_code() for _ in range(200)}
    assert len(drawn) == 200
    assert not set("".join(drawn)) & set("AEIOU01L")
    assert len(codes.secret_code()) == 26


@pytest.mark.django_db
def test_a_list_counts_no_further_than_its_cap(monkeypatch):
    monkeypatch.setattr(CappedPaginator, "limit", 3)
    UserFactory.create_batch(3)
    pages = CappedPaginator(User.objects.order_by("pk"), 2)
    assert (pages.count, pages.num_pages, pages.capped) == (3, 2, False)
    UserFactory.create_batch(2)
    pages = CappedPaginator(User.objects.order_by("pk"), 2)
    assert (pages.count, pages.num_pages, pages.capped) == (3, 2, True)


def pressed(rf, view, method="post", **headers):
    request = getattr(rf, method)("/x/", headers=headers)
    SessionMiddleware(lambda r: None).process_request(request)
    MessageMiddleware(lambda r: None).process_request(request)
    return button(view)(request), request


def test_a_button_answers_only_to_post(rf):
    response, _request = pressed(rf, lambda request: HttpResponse("ya"), "get")
    assert response.status_code == 405
    response, _request = pressed(rf, lambda request: HttpResponse("ya"))
    assert response.content == b"ya"


def test_a_refusal_becomes_a_message_and_leads_back(rf):
    def refuse(request):
        raise Refusal("Sudah berubah.")

    response, request = pressed(rf, refuse, referer="http://testserver/proyek/")
    assert response.url == "http://testserver/proyek/"
    assert [str(message) for message in get_messages(request)] == ["Sudah berubah."]


def test_ways_back_and_forward_stay_on_this_site(rf):
    assert way_back(rf.post("/x/", headers={"referer": "https://jahat.example/"})) == "start"
    assert safe_next(rf.post("/x/", {"next": "//jahat.example"}), "/rumah/") == "/rumah/"
    assert safe_next(rf.get("/x/", {"next": "/desa/"}), "/rumah/") == "/desa/"
    for nonsense in ("home", "abc", "[]", "?x", "#y", "//[", "https://[::1", "/\\jahat.example"):
        assert safe_next(rf.post("/x/", {"next": nonsense}), "/rumah/") == "/rumah/"


@pytest.mark.django_db
def test_the_trail_keeps_who_in_which_office_for_which_region():
    mandate = MandateFactory()
    audit.record("villages.profile_changed", mandate.region, by=mandate, reason="angka baru")
    (line,) = audit.trail_of(mandate.region)
    assert line.who == mandate.user.full_name
    assert line.capacity == f"Kepala Desa, {mandate.region.full_name}"
    assert line.reason == "angka baru"


@pytest.mark.django_db
def test_the_trail_knows_the_system_and_operators():
    region = MandateFactory().region
    audit.record("villages.profile_changed", region, by=audit.SYSTEM)
    audit.record("villages.profile_changed", region, by=UserFactory(is_staff=True))
    operator, system = audit.trail_of(region)
    assert (system.who, system.capacity) == ("", "")
    assert operator.capacity == "Operator"


@pytest.mark.django_db
def test_a_verb_without_a_sentence_is_a_mistake():
    with pytest.raises(ValueError, match="villages.unheard"):
        audit.record("villages.unheard", MandateFactory().region, by=audit.SYSTEM)


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_the_trail(change):
    event = audit.record("villages.profile_changed", MandateFactory().region, by=audit.SYSTEM)
    rows = AuditEvent.objects.filter(pk=event.pk)
    with pytest.raises(ProgrammingError), transaction.atomic():
        rows.update(verb="lain") if change == "update" else rows.delete()
    assert str(rows.get()).endswith(str(event.target_label))


@pytest.mark.django_db
def test_the_database_refuses_to_empty_whatever_it_only_adds_to():
    kept = [
        (model, trigger)
        for model, trigger in pgtrigger.registered()
        if trigger.operation == pgtrigger.Truncate
    ]
    fixed = {model for model, trigger in pgtrigger.registered() if _forbids_deleting(trigger)}
    assert fixed == {model for model, _trigger in kept}
    assert len(kept) == len(fixed) > 45
    for model, _trigger in kept:
        table = connection.ops.quote_name(model._meta.db_table)
        refused = pytest.raises(ProgrammingError, match="Cannot truncate")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {table} CASCADE")


def _forbids_deleting(trigger):
    """Does it refuse to delete rows, all or some of them? Weights that add up forbid none."""
    return "DELETE" in str(trigger.operation) and trigger.name != "milestone_weights_add_up"


@pytest.mark.django_db
class TestTheWholeTrail:
    @pytest.fixture
    def region(self):
        return ProfileFactory().region

    def write(self, region, lines):
        for number in range(lines):
            audit.record(
                "villages.profile_changed", region, by=audit.SYSTEM, reason=f"no. {number}"
            )

    def test_a_short_one_offers_nothing_more(self, client, region):
        self.write(region, TRAIL_SHORT)
        html = client.get(region.get_absolute_url()).content.decode()
        assert "no. 0<" in html
        assert "Tampilkan seluruh riwayat" not in html

    def test_a_longer_one_is_a_link_away(self, client, region):
        self.write(region, TRAIL_SHORT + 1)
        html = client.get(region.get_absolute_url()).content.decode()
        assert "no. 1<" in html
        assert "no. 0<" not in html
        assert 'href="?riwayat=semua#riwayat">Tampilkan seluruh riwayat' in html
        html = client.get(region.get_absolute_url(), {"riwayat": "semua"}).content.decode()
        assert "no. 0<" in html
        assert "Tampilkan seluruh riwayat" not in html

    def test_a_very_long_one_says_where_it_stops(self, client, region, monkeypatch):
        monkeypatch.setattr(views, "TRAIL_WHOLE", 25)
        self.write(region, 26)
        html = client.get(region.get_absolute_url(), {"riwayat": "semua"}).content.decode()
        assert "no. 1<" in html
        assert "no. 0<" not in html
        assert "Ini 25 baris terbaru" in html

    def test_no_link_leads_away_from_a_form_with_mistakes(self, rf, region):
        self.write(region, TRAIL_SHORT + 1)
        assert trail_for(rf.get("/x/"), region).more
        assert not trail_for(rf.post("/x/"), region).more

    def test_it_costs_one_query_at_any_length(self, rf, region, django_assert_num_queries):
        for lines in (3, 60):
            self.write(region, lines)
            with django_assert_num_queries(1):
                trail_for(rf.get("/x/?riwayat=semua"), region)
